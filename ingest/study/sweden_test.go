package study

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/golden"
)

// national is a study of the whole country's areas, whose names and codes come from SCB's key as it is published.
const national = `id: national
title: {sv: Hela landet}
date: 2025-11-20
city: "1490"
version: "2018"
areas:
  - file: key.csv
    columns: {deso: DeSO_2018, regso: RegSOkod_2020, regso_name: RegSO_2020, city: Kommun, city_name: Kommunnamn}
    version: "2018"
    regso_version: "2020"
sources: [{id: scb, publisher: {sv: SCB}, protected: true}]
indicators: [{id: type, name: {sv: Områdestyp}, kind: score, better: none, source: scb, background: true}]
data:
`

func sweden(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(golden.Path(t, "data", "sweden", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func loadNational(t *testing.T, data string, files map[string]string) (*Loaded, error) {
	t.Helper()
	files["study.yaml"] = national + data
	files["key.csv"] = sweden(t, "koppling-deso2018-regso2020.csv")
	return Load(changed(t, files), "study.yaml", LoadOptions{})
}

// SCB's area types of 2022 are of 3,363 RegSO, named "Kommun (RegSO-namn)" and without a code: 160, 289, 855, 1,770 and 289 of each type.
func TestAreasByName(t *testing.T) {
	l, err := loadNational(t, `  - file: type.csv
    skip: 1
    header: [area, "2022"]
    footer: ","
    area_by: name
    area_level: regso
    area_version: "2020"
    columns: {area: area}
    values: [{column: "2022", indicator: type, period: "2022"}]
`, map[string]string{"type.csv": sweden(t, "regso_socioekonomisk_index_2022_raw.csv")})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[float64]int)
	for i := range l.Table.Len() {
		got[l.Table.At(i).Value.V]++
	}
	if diff := cmp.Diff(map[float64]int{1: 160, 2: 289, 3: 855, 4: 1770, 5: 289}, got); diff != "" {
		t.Errorf("areas of each type (-want +got):\n%s", diff)
	}
	for code, want := range map[string]float64{"1490R025": 1, "1490R019": 1, "1490R035": 1, "1490R020": 2, "1490R037": 5} {
		if o, ok := l.Table.Find("type", indicators.AreaID{Code: code, Version: "2020"}, indicators.Everyone, indicators.Year(2022)); !ok || o.Value.V != want {
			t.Errorf("%s is of type %v, want %v", code, o.Value.V, want)
		}
	}
	if len(l.Warnings) > 0 {
		t.Errorf("warnings %v", l.Warnings)
	}
}

// A spreadsheet has taken the leading zero of 90 municipalities, in 2,494 of 5,984 rows: that is one message.
func TestLostZerosAreOneMessage(t *testing.T) {
	_, err := loadNational(t, `  - file: damaged.csv
    columns: {area: Kommun, value: socioekonomiskt_index}
    constant: {indicator: type, period: "2022"}
`, map[string]string{"damaged.csv": sweden(t, "deso_with_index_2022_damaged_codes.csv")})
	want := `damaged.csv:2: column "area": 2494 rows have codes that are no area of version 2018: "114" (0114?); "115" (0115?); "117" (0117?); … 90 in all; Excel removes leading zeros: format the column as text`
	if err == nil || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "\n") > 0 {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// The same file has lost å, ä, ö, é and the dash in the names of RegSO.
func TestLostLetters(t *testing.T) {
	seen := make(map[string]bool)
	var names bytes.Buffer
	names.WriteString("area,value\n")
	for _, line := range strings.Split(strings.TrimSpace(sweden(t, "deso_with_index_2022_damaged_codes.csv")), "\n")[1:] {
		cells := strings.Split(strings.TrimSpace(line), ",")
		if name := cells[1] + " (" + cells[3] + ")"; len(cells) == 6 && !seen[name] {
			seen[name] = true
			fmt.Fprintf(&names, "%s,1\n", name)
		}
	}
	input := `  - file: names.csv
    area_by: name
    area_level: regso
    area_version: "2020"
    columns: {area: area, value: value}
    constant: {indicator: type, period: "2022"}
`
	_, err := loadNational(t, input, map[string]string{"names.csv": names.String()})
	want := `"Upplands Vasby (Bollstanas)" (Upplands Väsby (Bollstanäs)?); "Upplands Vasby (Hammarby-Vaxmyra)" (Upplands Väsby (Hammarby-Vaxmyra)?);`
	if err == nil || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "\n") > 0 {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	l, err := loadNational(t, input+"    repair: codes\n", map[string]string{"names.csv": names.String()})
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Len() != len(seen) || len(seen) < 3300 || len(l.Warnings) != 1 || !strings.Contains(l.Warnings[0].Error(), "repaired (å, ä and ö lost)") {
		t.Errorf("%d of %d areas, warnings %v", l.Table.Len(), len(seen), l.Warnings)
	}
}
