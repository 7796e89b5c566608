from threading import Thread

import pytest
from django.db import connection

from shopbell.customers.actions.identification import identify, verify
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer, Identity

MAIL = Claim("email", "Mia.Moor+x@Post.Example", display="Mia Moor")


@pytest.mark.django_db
def test_an_unknown_address_makes_a_customer() -> None:
    who = identify([MAIL], name="Mia Moor", language="de")
    assert (who.customer.name, who.customer.language, who.is_new, who.is_confirmed) == ("Mia Moor", "de", True, False)
    assert Identity.objects.get().value == "mia.moor+x@post.example"


@pytest.mark.django_db
def test_the_same_address_in_another_case_is_the_same_customer() -> None:
    first = identify([MAIL])
    assert identify([Claim("email", "MIA.MOOR+X@post.example")]).customer == first.customer
    assert Customer.objects.count() == 1


@pytest.mark.django_db
def test_one_visitor_id_on_two_widgets_is_two_customers() -> None:
    assert identify([Claim("visitor", "v1", 1)]).customer != identify([Claim("visitor", "v1", 2)]).customer


@pytest.mark.django_db
def test_a_global_identity_exists_once_although_its_scope_is_null() -> None:
    identify([MAIL])
    identify([MAIL])
    assert Identity.objects.count() == 1


@pytest.mark.django_db
def test_a_proven_address_is_not_taken_over_by_who_only_says_so() -> None:
    owner = identify([Claim("email", "mia@post.example", proof="dkim")])
    visitor = identify([Claim("visitor", "v1", 1), Claim("email", "mia@post.example")])
    assert visitor.customer != owner.customer
    identity = Identity.objects.get(scheme="email")
    assert (identity.customer, identity.verified_by) == (owner.customer, "dkim")


@pytest.mark.django_db
def test_proof_takes_an_address_from_who_only_said_so() -> None:
    visitor = identify([Claim("visitor", "v1", 1), Claim("email", "mia@post.example")])
    assert Identity.objects.get(scheme="email").customer == visitor.customer
    mail = identify([Claim("email", "mia@post.example", proof="dkim")], name="Mia")
    assert mail.customer != visitor.customer
    assert Identity.objects.get(scheme="email").customer == mail.customer
    assert Identity.objects.get(scheme="visitor").customer == visitor.customer


@pytest.mark.django_db
def test_proof_of_ones_own_unproven_address_keeps_the_customer() -> None:
    first = identify([MAIL])
    again = identify([Claim("email", MAIL.value, proof="dkim")])
    assert again.customer == first.customer
    assert again.identity.is_verified


@pytest.mark.django_db
def test_the_first_proof_stays() -> None:
    identity = identify([MAIL]).identity
    verify(identity, how="agent")
    assert verify(identity, how="dkim").verified_by == "agent"


@pytest.mark.django_db
def test_a_proven_key_without_an_owner_goes_to_who_proved_the_other_one() -> None:
    mia = identify([Claim("email", "mia@post.example", proof="dkim")]).customer
    store = Claim("store", "c-42", 1, proof="hmac")
    who = identify([store, Claim("email", "mia@post.example", proof="hmac")])
    assert (who.customer, who.is_new) == (mia, False)
    assert mia.identities.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), [("", "hmac"), ("hmac", "")])
def test_without_proof_of_both_it_does_not(first: str, second: str) -> None:
    mia = identify([Claim("email", "mia@post.example", proof="dkim")]).customer
    who = identify([Claim("store", "c-42", 1, proof=first), Claim("email", "mia@post.example", proof=second)])
    assert (who.customer == mia, who.is_new, mia.identities.count()) == (False, True, 1)


@pytest.mark.django_db(transaction=True)
def test_two_first_mails_at_the_same_instant_make_one_customer() -> None:
    def write() -> None:
        try:
            identify([MAIL], name="Mia")
        finally:
            connection.close()

    threads = [Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Customer.objects.count(), Identity.objects.count()) == (1, 1)
