package engine_test

import (
	"math/big"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
)

// FuzzCheck checks queries of anything: what is allowed has an answer whose columns are told apart, names that print, and limits that something lies within; what is not is told
// with a remedy.
func FuzzCheck(f *testing.F) {
	f.Add("register.persons", "area", "deso", "w", "weight", "2", "", "", 2, int64(5), 0)
	f.Add("t", "count", "a\x00b", "w_n", "w", "", "20", "64.5", 10, int64(-1), -1)
	f.Add("t", "w_mean", "a", "w", "w", "", "2020-01-01", "2020-02-30", 0, int64(0), 1)
	f.Add("", "status", "'", "s", "\"", "", "-0.5", "1e3", 9, int64(1), 1)
	f.Fuzz(func(t *testing.T, table, key, column, sum, factor, in, from, to string, decimals int, least int64, most int) {
		w := engine.Condition{Column: column, From: from, To: to}
		if in != "" {
			w.In = strings.Split(in, "\n")
		}
		q := engine.Query{Table: table, Keys: []engine.Key{{Name: key, Column: column}, {Name: "period", Column: factor}},
			Sums: []engine.Sum{{Name: sum, Factors: []string{factor, column}, Decimals: decimals}}, Where: []engine.Condition{w}, Least: least, Most: most}
		if err := q.Check(); err != nil {
			for _, e := range indicators.Each(err) {
				if p, ok := e.(indicators.Problem); !ok || p.What == "" || p.Remedy == "" {
					t.Errorf("%v says not what to do", e)
				}
			}
			return
		}
		for _, name := range []string{table, key, column, sum, factor} {
			if name == "" || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
				t.Errorf("the name %q is allowed", name)
			}
		}
		low, high := number(t, from), number(t, to)
		if low != nil && high != nil && low.Cmp(high) > 0 || (in == "") != (low != nil || high != nil) {
			t.Errorf("the values %q from %q to %q are allowed", in, from, to)
		}
		a := engine.NewAdder(q)
		if err := a.AddCell([]string{"x", "y"}, 1, []*big.Int{big.NewInt(1)}, []int64{1}); err != nil {
			t.Fatal(err)
		}
		record := a.Cells().Record(true)
		defer record.Release()
		met := map[string]bool{}
		for _, column := range record.Schema().Fields() {
			if met[column.Name] {
				t.Errorf("two columns of the answer are called %q", column.Name)
			}
			met[column.Name] = true
		}
	})
}

// number reads a limit that is allowed as arithmetic on fractions does, a day as its text without the hyphens.
func number(t *testing.T, limit string) *big.Rat {
	if limit == "" {
		return nil
	}
	l, err := engine.ParseLimit(limit)
	if err != nil {
		t.Fatalf("the limit %q is allowed: %v", limit, err)
	}
	text := limit
	if l.IsDay {
		if text = strings.ReplaceAll(limit, "-", ""); l.Day.Format("20060102") != text {
			t.Errorf("the day %q is read as %s", limit, l.Day)
		}
	}
	n, ok := new(big.Rat).SetString(text)
	if !ok || !l.IsDay && n.Cmp(l.Number) != 0 {
		t.Errorf("the limit %q is read as %v", limit, l.Number)
	}
	return n
}
