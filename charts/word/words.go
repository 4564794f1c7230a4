package word

import "github.com/jamlik/jamlik/indicators/lang"

var (
	wSummary = lang.Text{Sv: "Sammanfattning", En: "Summary"}
	wFigures = lang.Text{Sv: "Figurer och tabeller", En: "Figures and tables"}
	wFigure  = lang.Text{Sv: "Figur", En: "Figure"}
	wTable   = lang.Text{Sv: "Tabell", En: "Table"}
	wPart    = lang.Text{Sv: "del %d av %d", En: "part %d of %d"}
	wLong    = lang.Text{Sv: "Tabellen har %s rader och finns i filen %s.", En: "The table has %s rows and is in the file %s."}
	wDate    = lang.Text{Sv: "Framtagen", En: "Produced"}
	wContact = lang.Text{Sv: "Kontakt", En: "Contact"}
)

// tags are the languages as word processors know them.
var tags = map[lang.Lang]string{lang.Sv: "sv-SE", lang.En: "en-GB"}
