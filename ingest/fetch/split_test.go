package fetch

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

// cellsOnce tells whether the parts of a snapshot of the test table have every cell once. The values of that table differ.
func cellsOnce(t *testing.T, dir string, s snapshot.Snapshot, want int) {
	t.Helper()
	seen := map[json.Number]int{}
	for _, p := range s.Parts {
		b, err := os.ReadFile(filepath.Join(dir, s.ID, p.File))
		if err != nil {
			t.Fatal(err)
		}
		var cube struct{ Value []json.Number }
		if err := json.Unmarshal(b, &cube); err != nil {
			t.Fatal(err)
		}
		for _, v := range cube.Value {
			seen[v]++
		}
	}
	if len(seen) != want {
		t.Errorf("got %d cells, want %d", len(seen), want)
	}
	for v, n := range seen {
		if n != 1 {
			t.Errorf("the cell %s comes %d times", v, n)
		}
	}
}

func selectionOf(sizes ...int) []chosen {
	var out []chosen
	for i, n := range sizes {
		c := chosen{dimension: fmt.Sprintf("D%d", i)}
		for k := range n {
			c.codes = append(c.codes, fmt.Sprintf("%d.%d", i, k))
		}
		out = append(out, c)
	}
	return out
}

func TestPartsHoldEveryCellOnceWithinTheLimit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		sizes := make([]int, 1+r.IntN(5))
		for i := range sizes {
			sizes[i] = 1 + r.IntN(7)
		}
		limit := 1 + r.IntN(60)
		whole := selectionOf(sizes...)
		parts, n := split(whole, limit, math.MaxInt)
		if n != len(parts) {
			t.Fatalf("%v by %d: counted %d parts of %d", sizes, limit, n, len(parts))
		}
		var got []string
		for _, p := range parts {
			if cells(p) > limit {
				t.Fatalf("%v by %d: a part has %d cells", sizes, limit, cells(p))
			}
			var sets [][]string
			for _, d := range p {
				sets = append(sets, d.codes)
			}
			got = append(got, products(sets)...)
		}
		var sets [][]string
		for _, d := range whole {
			sets = append(sets, d.codes)
		}
		want := products(sets)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%v by %d: %d cells, want %d, each once", sizes, limit, len(got), len(want))
		}
		if least := (cells(whole) + limit - 1) / limit; len(parts) < least || len(parts) > 1 && least == 1 {
			t.Fatalf("%v by %d: %d parts, want at least %d, and one where all fits", sizes, limit, len(parts), least)
		}
	}
}

func TestADimensionIsCutThatGivesFewParts(t *testing.T) {
	// 6,160 areas × 34 × 20: 680 cells an area, so that 220 areas fit 150,000 cells: 28 parts of 220.
	parts, n := split(selectionOf(6160, 34, 20), 150_000, 10_000)
	if n != 28 || len(parts[0][0].codes) != 220 || len(parts[27][0].codes) != 220 || len(parts[0][1].codes) != 34 {
		t.Errorf("got %d parts, the first of %d areas", n, len(parts[0][0].codes))
	}
	// 3 × 5 × 3 by 15: three parts along the first dimension, where the longer second would give five.
	if parts, n := split(selectionOf(3, 5, 3), 15, 100); n != 3 || len(parts[0][1].codes) != 5 {
		t.Errorf("got %d parts of 3 × 5 × 3", n)
	}
	// A limit below every dimension cuts all of them.
	if _, n := split(selectionOf(5, 4, 3), 1, 100); n != 60 {
		t.Errorf("got %d parts of one cell, want 60", n)
	}
	// More parts than are made are only counted, sums that no int holds included.
	if parts, n := split(selectionOf(2000, 2000, 2000), 1, 100); parts != nil || n != 8_000_000_000 {
		t.Errorf("got %d parts", n)
	}
	big := selectionOf(3000, 3000, 3000, 3000, 3000, 3000)
	if got := cells(big); got != math.MaxInt {
		t.Errorf("got %d cells of 3,000^6", got)
	}
	if parts, n := split(big, 1, 100); parts != nil || n != math.MaxInt {
		t.Errorf("got %d parts of 3,000^6", n)
	}
}

func TestHalvesAreTheWhole(t *testing.T) {
	a, b, ok := halve(selectionOf(2, 5))
	if !ok || strings.Join(a[1].codes, " ") != "1.0 1.1" || strings.Join(b[1].codes, " ") != "1.2 1.3 1.4" || len(a[0].codes) != 2 {
		t.Errorf("halves %v and %v", a, b)
	}
	if _, _, ok := halve(selectionOf(1, 1)); ok {
		t.Error("one cell was halved")
	}
	if _, _, ok := halve(nil); ok {
		t.Error("nothing was halved")
	}
}

func TestExpressionsSelectCodesInTheOrderOfThePublisher(t *testing.T) {
	codes := []string{"00", "1490", "1490C1300", "5,9", "top(2)", "85+", "a*b", "Ö1"}
	years := []string{"2020", "2021", "2022", "2023"}
	falling := []string{"2023", "2022", "2021", "2020"}
	cases := []struct {
		texts []string
		codes []string
		time  bool
		want  string
	}{
		{[]string{"85+", "00", "00"}, codes, false, "00 85+"},
		{[]string{"*"}, codes, false, "00 1490 1490C1300 5,9 top(2) 85+ a*b Ö1"},
		{[]string{"1490*"}, codes, false, "1490 1490C1300"},
		{[]string{"*0"}, codes, false, "00 1490 1490C1300"},
		{[]string{"*4*C*"}, codes, false, "1490C1300"},
		{[]string{"??"}, codes, false, "00 Ö1"},
		{[]string{"????"}, codes, false, "1490"},
		{[]string{"a*b"}, codes, false, "a*b"},       // the code itself, not the mask
		{[]string{"top(2)"}, codes, false, "top(2)"}, // the code itself, not the function
		{[]string{"top(3)"}, codes, false, "00 1490 1490C1300"},
		{[]string{"TOP(1, 1)"}, codes, false, "1490"},
		{[]string{"bottom(1)"}, codes, false, "Ö1"},
		{[]string{"top(2)"}, years, true, "2022 2023"},
		{[]string{"top(1,1)"}, years, true, "2022"},
		{[]string{"top(9)"}, years, true, "2020 2021 2022 2023"},
		{[]string{"bottom(2)"}, years, true, "2020 2021"},
		{[]string{"from(2022)"}, years, true, "2022 2023"},
		{[]string{"to(2021)"}, years, true, "2020 2021"},
		{[]string{"range(2021,2022)", "2023"}, years, true, "2021 2022 2023"},
		{[]string{"top(2)"}, falling, true, "2023 2022"},
		{[]string{"from(2022)"}, falling, true, "2023 2022"},
		{[]string{"range(2021, 2022)"}, falling, true, "2022 2021"},
		{[]string{"from(1490C1300)"}, codes[:4], false, "1490C1300 5,9"},
	}
	for _, c := range cases {
		got, wrong := expand(c.texts, c.codes, c.time)
		if strings.Join(got, " ") != c.want || wrong != nil {
			t.Errorf("%q of %q: got %q %q, want %q", c.texts, c.codes, got, wrong, c.want)
		}
	}
	wrong := []struct {
		text, want string
	}{
		{"1491", `unknown value "1491"; did you mean "1490"?`},
		{"xyz", `unknown value "xyz"`},
		{"", "the empty text selects nothing"},
		{"x*", `the mask "x*" fits none of the 8 values, such as 00, 1490, 1490C1300`},
		{"top(0)", "top(0) needs a number of values, as in top(3)"},
		{"top(x)", "top(x) needs a number of values, as in top(3)"},
		{"top(3,-1)", "top(3,-1) has no number of values to pass by after the comma, as in top(3,1)"},
		{"top(3,8)", "top(3,8) selects nothing"},
		{"from()", "from() needs a code, as in from(2020)"},
		{"from(01)", `unknown value "01"; did you mean "00"? in from(01)`},
		{"range(00)", "range(00) needs two codes, as in range(2020,2024)"},
		{"range(85+,00)", "range(85+,00) selects nothing"},
	}
	for _, c := range wrong {
		got, w := expand([]string{c.text}, codes, false)
		if diff := cmp.Diff([]string{c.want}, w); diff != "" || got != nil {
			t.Errorf("%q (-want +got), selected %q\n%s", c.text, got, diff)
		}
	}
}
