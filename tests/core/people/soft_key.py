"""A passkey in software, as a telephone holds it: enough of WebAuthn (level 2) to be asked by a real server."""
import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftKey:
    def __init__(self, host: str = "testserver", *, verifies: bool = True) -> None:
        self.host, self.id, self.key = host, os.urandom(16), ec.generate_private_key(ec.SECP256R1())
        self.flags, self.count, self.user = PRESENT | (VERIFIED if verifies else 0), 0, b""

    def head(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def client_data(self, sort: str, challenge: str) -> bytes:
        return json.dumps({"type": sort, "challenge": challenge, "origin": f"http://{self.host}"}).encode()

    def make(self, options: dict[str, Any], *, alone: bool) -> dict[str, Any]:
        """The answer of navigator.credentials.create()."""
        self.user = websafe_decode(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        data = self.head(self.flags | ATTESTED) + bytes(16) + struct.pack(">H", 16) + self.id + cbor.encode(cose)
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": alone}}, "response": {
                    "clientDataJSON": websafe_encode(self.client_data("webauthn.create", options["challenge"])),
                    "attestationObject": websafe_encode(attestation)}}

    def use(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer of navigator.credentials.get()."""
        data, client = self.head(self.flags), self.client_data("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
                "clientExtensionResults": {}, "response": {
                    "clientDataJSON": websafe_encode(client), "authenticatorData": websafe_encode(data),
                    "signature": websafe_encode(signature), "userHandle": websafe_encode(self.user)}}
