"""The customer's acts: what they want, ask and doubt."""

from analyser.label_group import Label, LabelGroup

CUSTOMER = frozenset({"customer"})

customer = LabelGroup(
    "Customer",
    (
        Label("request", CUSTOMER, "wants the seller to do, give or change something"),
        Label("question.info", CUSTOMER, "asks for information only"),
        Label("price.objection", CUSTOMER, "price too high, over budget, or a rival is cheaper"),
        Label("objection", CUSTOMER, "any other doubt, hesitation or refusal"),
    ),
)
