"""Price: how the seller names, keeps or lowers it."""

from analyser.label_group import Label, LabelGroup

REP = frozenset({"rep"})

price = LabelGroup(
    "Price",
    (
        Label("price.state", REP, "names a price, fee, rate or tier without lowering it"),
        Label("price.cut", REP, "lowers what the customer pays, or offers to"),
        Label("price.trade", REP, "a cut tied to something in return; stands with price.cut"),
        Label("price.hold", REP, "keeps the price, or answers price pushback with value"),
    ),
)
