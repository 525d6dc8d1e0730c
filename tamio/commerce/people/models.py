"""Users, agencies, memberships that say who may do what in which store, and invitations to one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tamio.commerce.people.roles import IN_A_STORE, IN_AN_AGENCY, Role


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
    """A firm that builds and runs stores for its clients; its people see all of them.

    What its clients' people see of it beside the name: `accent`, "" for Tamio's own, and a logo.
    `logo_digest` names the file, "" without one.
    """

    name = models.CharField(_("name"), max_length=100)
    accent = models.CharField(_("accent colour"), max_length=7, blank=True, default="")
    logo_digest = models.CharField(max_length=32, blank=True, default="")
    logo_kind = models.CharField(max_length=3, blank=True, default="")
    logo_width = models.PositiveSmallIntegerField(default=0)
    logo_height = models.PositiveSmallIntegerField(default=0)

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
            models.CheckConstraint(
                name="membership_role_is_of_its_kind",
                condition=Q(agency__isnull=True, role__in=[role.value for role in IN_A_STORE])
                | Q(store__isnull=True, role__in=[role.value for role in IN_AN_AGENCY]),
            ),
            models.UniqueConstraint(fields=["user", "store"], name="one_role_per_store"),
            models.UniqueConstraint(fields=["user", "agency"], name="one_role_per_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class Invitation(models.Model):
    """A role that waits for whoever reads the mail of an address. Only the link's digest is kept.

    Open until it is accepted, taken back or out of date; sent again it gets a new link. `role`
    AGENCY in a store asks an agency to take the store among its own.
    """

    store = models.ForeignKey(
        "stores.Store", null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.EmailField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_to_a_store_or_an_agency",
                condition=Q(store__isnull=True) ^ Q(agency__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_ends_one_way",
                condition=Q(accepted_at=None) | Q(taken_back_at=None),
            ),
            models.UniqueConstraint(
                fields=["store", "email"],
                condition=Q(accepted_at=None, taken_back_at=None),
                name="one_open_invitation_to_a_store",
            ),
            models.UniqueConstraint(
                fields=["agency", "email"],
                condition=Q(accepted_at=None, taken_back_at=None),
                name="one_open_invitation_to_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"


class SignIn(models.Model):
    """One session of a person, as they can tell it by: no address on the network, no fingerprint.

    `browser` and `system` are names such as Firefox and Windows, `language` what the browser asks
    for, such as sv-SE; "" where it says nothing.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40)
    at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    browser = models.CharField(max_length=30, blank=True)
    system = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["-last_seen_at", "-pk"]
        indexes = [models.Index(fields=["session_key"], name="sign_in_by_session")]

    def __str__(self) -> str:
        return f"{self.user}: {self.browser} {self.system}"
