package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// The file says what the registry and the golden values say. "go generate ./indicators/registry" writes it.
func TestCatalogueIsUpToDate(t *testing.T) {
	got, err := os.ReadFile(filepath.Join("..", "..", "CATALOGUE.md"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := catalogue(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(got), "\n"), strings.Split(string(want), "\n")); d != "" {
		t.Errorf("run go generate ./indicators/registry (file -, registry +):\n%s", d)
	}
}

// The chapters hold every index of the registry once, in its order.
func TestChaptersHoldTheRegistry(t *testing.T) {
	var got, want []string
	for _, c := range chapters() {
		for _, topic := range c.topics {
			for _, ix := range topic.Indices {
				if ix.Family != c.family {
					t.Errorf("%s of %s is in the chapter of %s", ix.ID, ix.Family, c.family)
				}
				got = append(got, ix.ID)
			}
		}
	}
	for _, ix := range registry.All() {
		want = append(want, ix.ID)
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("chapters against the registry (got -, want +):\n%s", d)
	}
}

func TestSection(t *testing.T) {
	ix := index.Index{
		ID: "x", Name: lang.Text{Sv: "Xsv", En: "Xen"}, Formula: "|a|", Source: "Me 2000", Needs: "counts", Min: -1, Max: 1,
		Params:   []index.Param{{Name: "b", Default: 0.5, Min: 0, Max: 1, Doc: "weight"}},
		Programs: []string{"PySAL segregation: X", "seg: x"},
		TwoGroup: func(index.Composition, index.Params) (float64, error) { return 0, nil },
	}
	values := make(checks)
	for _, at := range [][2]string{{"P", "--data golden/data/a.csv"}, {"exact", "--data golden/data/a.csv"}, {"P", "--unit u --data boras/b.csv"}, {"P", "--data golden/data/a.csv"}} {
		values.add("x", at[0], table(at[1]))
	}
	got := string(markdown([]chapter{{"f", lang.Text{Sv: "F", En: "F"}, []index.Topic{{Name: lang.Text{Sv: "T", En: "T"}, Indices: []index.Index{ix}}}}}, nil, values))
	for _, want := range []string{
		"**F. T** · F. T\n\n| ID | index | på svenska |\n|---|---|---|\n| [x](#x) | Xen | Xsv |\n",
		"## F\n\n### x\n\nXen · Xsv\n\n- Formula: `|a|`\n- Source: Me 2000\n- From two groups: counts\n- Range: −1 to 1\n" +
			"- Parameter `b` = 0.5, 0 to 1: weight\n- Also in: PySAL segregation: X; seg: x\n" +
			"- Checked against: P (a.csv, boras/b.csv)\n- Checked against: exact (a.csv)\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant in it\n%s", got, want)
		}
	}
}
