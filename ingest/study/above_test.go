package study

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// exported is a file as Skolverket's site gives it: what all rows are of stands above the header.
const exported = "\ufeffStatistik från Skolverket, https://www.skolverket.se;;\n;;\n\"Valt läsår: 2024/25\";;\n;;\nSkola;Skol-enhetskod;Andel\nA;0114A0010;~100\nB;0114A0020;..\n"

func TestConstantsThatStandAboveTheHeader(t *testing.T) {
	for name, more := range map[string]string{"found": "", "skipped": "    skip: 4\n"} {
		t.Run(name, func(t *testing.T) {
			got := answered(t, "employed.csv", exported, more+"    missing: skolverket\n    columns: {area: Skol-enhetskod, value: Andel}\n    constant: {indicator: employed, period: \"above: Valt läsår\"}\n")
			if len(got) != 2 || got[0].Period != indicators.SchoolYear(2024) || got[0].Status != indicators.Rounded || got[0].Value != indicators.Num(100) || got[1].Status != indicators.Suppressed {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestConstantsThatAreNotThere(t *testing.T) {
	start, end := strings.Index(small["study.yaml"], "  - file: employed.csv"), strings.Index(small["study.yaml"], "parts:")
	files := study(t, "employed.csv", small["employed.csv"], exported, "study.yaml", small["study.yaml"][start:end],
		"  - file: employed.csv\n    missing: skolverket\n    columns: {area: Skol-enhetskod, value: Andel}\n    constant: {indicator: employed, period: \"above: Läsår\"}\n")
	_, err := Load(files, "study.yaml", LoadOptions{})
	if want := `: no line above the header of employed.csv says "Läsår" and a text after a colon; copy the words before the colon from the file, or write the text itself`; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
