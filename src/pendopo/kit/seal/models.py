from django.db import models


class DataKey(models.Model):
    """The key of one thing (a report, an identity), wrapped by a key that lies outside the database.

    `bound` says what the key is for and who may use it; it is bound into the wrapping, so a row that somebody changed
    or exchanged opens nothing. Without the key file, nobody can do anything with these rows: that is their purpose.
    """
    bound = models.TextField()
    version = models.PositiveIntegerField()              # of the wrapping key in the key file
    wrapped = models.BinaryField(max_length=60)          # nonce, key, tag

    class Meta:
        indexes = [models.Index(fields=["version", "id"], name="seal_version")]
