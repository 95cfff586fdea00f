from django.contrib.auth.hashers import PBKDF2PasswordHasher


class HastyPBKDF2(PBKDF2PasswordHasher):
    """One round: quick to make, and what it makes is readable to the live shop, which has the real hasher."""

    iterations = 1
