"""Long names and texts, for pages that are to hold them."""

LONG_NAME = "Wilhelmina-Konstantina Papadopoulou-Featherstonehaugh Schmidt"
ONE_WORD = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"
LONG_ADDRESS = (
    f"{'wilhelmina-konstantina.papadopoulou' * 2}"[:60] + "@a-rather-long-domain.example.org"
)
SENTENCE = (
    "Laughs before the sad part; tells the truth the next morning, and is proud of having told it."
)
REMARK = "Laughs before the sad part. Tells the truth the next morning, and is proud of it.\n\n" * 4
