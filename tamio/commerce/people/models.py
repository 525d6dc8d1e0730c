"""Users, agencies, and memberships that say who may do what in which store."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.people.roles import Role


class UserManager(BaseUserManager["User"]):
    """Creates people; an e-mail address is the same in any case."""

    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in to the back office."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(max_length=2, default="sv")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Agency(models.Model):
    """A firm that builds and runs stores for its clients; its people see all of them."""

    name = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in one store, or in every store of one agency."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    store = models.ForeignKey(
        "stores.Store", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_of_a_store_or_an_agency",
                condition=Q(store__isnull=True) ^ Q(agency__isnull=True),
            ),
            models.UniqueConstraint(fields=["user", "store"], name="one_role_per_store"),
            models.UniqueConstraint(fields=["user", "agency"], name="one_role_per_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
