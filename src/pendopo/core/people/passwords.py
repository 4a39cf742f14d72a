"""How passwords are kept: Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).

Django's own setting takes 100 MiB for each sign-in: a dozen at once would be more than the whole site may use.
"""
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456        # KiB
    parallelism = 1
