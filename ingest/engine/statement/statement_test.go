package statement

import (
	"math/big"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
)

func TestTextKeepsValuesApart(t *testing.T) {
	var s Text
	s.Write("a = ")
	s.Value("x $2 ?")
	s.Write(" AND b = ")
	s.Value(int64(7))
	for got, want := range map[string]string{s.Numbered(): "a = $1 AND b = $2", s.Marked(): "a = ? AND b = ?", s.Literal(func(any) string { return "v" }): "a = v AND b = v"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if !slices.Equal(s.Values, []any{"x $2 ?", int64(7)}) {
		t.Errorf("the values are %v", s.Values)
	}
}

func TestOwnNamesAreOfNoColumn(t *testing.T) {
	for _, c := range []struct {
		columns []string
		want    string
	}{{nil, "cell_"}, {[]string{"area"}, "cell_"}, {[]string{"CELL_n"}, "xcell_"}, {[]string{"xcell_1", "cell_1"}, "xxcell_"}} {
		var table Table
		for _, name := range c.columns {
			table.Columns = append(table.Columns, Column{Name: name})
		}
		if got := fresh(&table); got != c.want {
			t.Errorf("beside %v: %s, want %s", c.columns, got, c.want)
		}
	}
}

func TestScaled(t *testing.T) {
	for _, c := range []struct {
		text     string
		decimals int
		want     string // empty where it is no such number
	}{{"0", 2, "0"}, {"1.5", 2, "150"}, {"-0.05", 2, "-5"}, {"1.500", 1, "15"}, {"1.55", 1, ""}, {"NaN", 2, ""}, {"Infinity", 0, ""}, {"", 0, ""}, {"1e5", 9, ""}, {"1_0", 0, ""},
		{"123456789012345678901234567890.5", 1, "1234567890123456789012345678905"}} {
		got, ok := scaled(c.text, c.decimals)
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("%q with %d decimals is %v, %v, want %s", c.text, c.decimals, got, ok, c.want)
		}
	}
}

func TestNamesAroundPoints(t *testing.T) {
	if got, want := Names("a.b.c"), [][2]string{{"", "a.b.c"}, {"a", "b.c"}, {"a.b", "c"}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestLimitsOfWholeNumbers(t *testing.T) {
	l, err := LimitsOf(engine.Condition{From: "-1.5", To: "2.5"})
	if err != nil {
		t.Fatal(err)
	}
	if low, high := l.Whole(); low.Int64() != -1 || high.Int64() != 2 {
		t.Errorf("from -1.5 to 2.5 are %v to %v", low, high)
	}
	if got := Plain(l.From); got != "-1.5" {
		t.Errorf("-1.5 is written %s", got)
	}
	if got := Plain(new(big.Rat).SetInt64(20)); got != "20" {
		t.Errorf("20 is written %s", got)
	}
}
