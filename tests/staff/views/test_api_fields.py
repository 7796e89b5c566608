from shopbell.shops.models import CustomField
from shopbell.staff.models import Agent
from tests.program import Program


def test_a_program_makes_changes_orders_and_archives_fields(owner: Agent) -> None:
    program = Program(owner)
    made = program.post(
        "/custom-fields", {"label": "Size", "applies_to": "customer", "kind": "choice", "choices": ["S", "L"]}
    )
    assert made.status_code == 201
    assert made.json() == {
        "id": CustomField.objects.get().public_id,
        "key": "size",
        "label": "Size",
        "hint": "",
        "applies_to": "customer",
        "shop": None,
        "kind": "choice",
        "choices": ["S", "L"],
        "is_required": False,
        "position": 0,
        "is_archived": False,
    }
    one = f"/custom-fields/{made.json()['id']}"
    assert program.patch(one, {"choices": ["S", "M", "L"]}).json()["choices"] == ["S", "M", "L"]
    assert program.patch(one, {"choices": ["S"]}).status_code == 422
    assert program.patch(one, {"kind": "text"}).status_code == 422
    two = program.post("/custom-fields", {"label": "Cup", "applies_to": "customer", "kind": "text"}).json()
    ids = [two["id"], made.json()["id"]]
    assert program.put("/custom-field-order", {"applies_to": "customer", "fields": ids}).status_code == 204
    assert [field.public_id for field in CustomField.objects.all()] == ids
    assert program.put("/custom-field-order", {"applies_to": "customer", "fields": ids[:1]}).status_code == 409
    assert program.put(f"{one}/archive").json()["is_archived"] is True
    assert program.delete(f"{one}/archive").json()["is_archived"] is False
    assert len(program.get("/custom-fields", {"applies_to": "customer"}).json()["items"]) == 2
    assert program.get("/custom-fields", {"applies_to": "ticket"}).json()["items"] == []
