package local_test

import (
	"context"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/local"
	"github.com/jamlik/jamlik/ingest/formats"
)

var byBackground = engine.Query{
	Keys:  []engine.Key{{Name: "area", Column: "deso"}, {Name: "period", Column: "year"}, {Name: "background", Column: "background"}},
	Sums:  []engine.Sum{{Name: "w", Factors: []string{"weight"}, Decimals: 2}, {Name: "wage", Factors: []string{"weight", "age"}, Decimals: 3}},
	Where: []engine.Condition{{Column: "age", From: "19.5", To: "64"}, {Column: "born", From: "1970-01-01"}, {Column: "moved", In: []string{"false"}}, {Column: "year", In: []string{"2016", "2018", "2020"}}},
	Least: 2,
}

// expected counts by brute force.
func expected(all []person) map[string][3]string {
	type cell struct {
		n, valid int64
		w, wage  int64
	}
	cells := map[string]*cell{}
	for _, p := range all {
		if p.age < 20 || p.age > 64 || p.born < 0 || p.moved || p.year != 2016 && p.year != 2018 && p.year != 2020 {
			continue
		}
		k := fmt.Sprintf("%s %d %s", p.area, p.year, p.background)
		c := cells[k]
		if c == nil {
			c = new(cell)
			cells[k] = c
		}
		c.n++
		if p.hasWeight {
			milli := int64(p.weight*1000 + 0.5)
			c.valid++
			c.w += (milli + 5) / 10
			c.wage += milli * p.age * 1000
		}
	}
	want := map[string][3]string{}
	for k, c := range cells {
		if want[k] = [3]string{fmt.Sprint(c.n), fmt.Sprint(c.w), fmt.Sprint(c.wage)}; c.n < 2 || c.valid == 1 {
			want[k] = [3]string{"withheld", "", ""}
		}
	}
	return want
}

func count(t testing.TB, dir, table string, workers int, q engine.Query) (*engine.Cells, error) {
	t.Helper()
	e, err := local.Open(context.Background(), dir, local.Options{Formats: formats.All, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	q.Table = table
	return e.Cells(context.Background(), q)
}

// Whatever the format, the number of files, the batches and the goroutines, the cells are those of counting by hand.
func TestSameCellsHoweverTheyAreCounted(t *testing.T) {
	all := persons(30_000, 40)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "one.csv"), all, 0)
	write(t, filepath.Join(dir, "one.parquet"), all, 1000)
	write(t, filepath.Join(dir, "one.arrow"), all, 777)
	for i, extension := range []string{".csv", ".parquet", ".arrow", ".parquet", ".csv"} {
		write(t, filepath.Join(dir, fmt.Sprint("many-", i, extension)), all[i*6000:(i+1)*6000], 500+i)
	}
	want := expected(all)
	var first *engine.Cells
	for _, table := range []string{"one.csv", "one.parquet", "one.arrow", "many-*", filepath.Join(dir, "one.c*")} {
		for _, workers := range []int{1, 3} {
			got, err := count(t, dir, table, workers, byBackground)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = got
			}
			if !reflect.DeepEqual(got, first) {
				t.Fatalf("%s with %d goroutines gives other cells than one file does", table, workers)
			}
		}
	}
	if first.Len() != len(want) || first.Len() < 1000 {
		t.Errorf("%d cells, want %d", first.Len(), len(want))
	}
	for i := range first.Len() {
		k := fmt.Sprintf("%s %s %s", first.Keys[0].Values[i], first.Keys[1].Values[i], first.Keys[2].Values[i])
		got := [3]string{"withheld", "", ""}
		if !first.Withheld[i] {
			got = [3]string{fmt.Sprint(first.Counts[i]), first.Sums[0].Units[i].String(), first.Sums[1].Units[i].String()}
		}
		if got != want[k] {
			t.Fatalf("%s: %v, want %v", k, got, want[k])
		}
	}
}

func TestErrorsSayWhereAndWhatToDo(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"bad.csv": "deso;year;w\n01;2020;1,5\n02;2020;x\n", "limit.csv": "deso;age\n01;20\n02;okänd\n", "torn.csv": "deso;year\n01;2020\n02\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all := persons(100, 3)
	write(t, filepath.Join(dir, "good.parquet"), all, 100)
	whole, err := os.ReadFile(filepath.Join(dir, "good.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cut.parquet"), whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	area := []engine.Key{{Name: "area", Column: "deso"}}
	for _, c := range []struct {
		table string
		q     engine.Query
		want  []string
	}{
		{"none-*.csv", engine.Query{Keys: area}, []string{"there is no such file"}},
		{"[", engine.Query{Keys: area}, []string{"pattern cannot be read"}},
		{"bad.csv", engine.Query{Keys: area, Sums: []engine.Sum{{Name: "w", Factors: []string{"w"}, Decimals: 1}}}, []string{`bad.csv:3: column "w": cannot read "x" as a number`}},
		{"limit.csv", engine.Query{Keys: area, Where: []engine.Condition{{Column: "age", From: "20"}}}, []string{`limit.csv:3: column "age"`, "okänd"}},
		{"torn.csv", engine.Query{Keys: area}, []string{"torn.csv:3: 1 cell where the header has 2"}},
		{"cut.parquet", engine.Query{Keys: area}, []string{"cut.parquet: "}},
		{"good.parquet", engine.Query{Keys: []engine.Key{{Name: "area", Column: "Deso"}, {Name: "w", Column: "weight"}}, Where: []engine.Condition{{Column: "year", From: "2020-01-01"}, {Column: "moved", From: "1"}, {Column: "weight", In: []string{"1"}}},
			Sums: []engine.Sum{{Name: "s", Factors: []string{"born"}}}},
			[]string{`column "Deso": the file has no such column; did you mean "deso"?`, `column "weight": holds decimal numbers, which are no groups`, `column "year": holds values`, `column "moved"`, "not compared one by one", "have no sum"}},
		{"good.parquet", engine.Query{Keys: []engine.Key{{Name: "born", Column: "born"}}, Most: 10}, []string{"more than 10 combinations of born; cells are for groups of persons"}},
		{"good.parquet", engine.Query{}, []string{"the query has no keys"}},
	} {
		_, err := count(t, dir, c.table, 2, c.q)
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in %v", c.table, want, err)
			}
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e, err := local.Open(ctx, dir, local.Options{Formats: formats.All})
	if err != nil {
		t.Fatal(err)
	}
	if c, err := e.Cells(ctx, engine.Query{Table: "good.parquet", Keys: area}); err == nil {
		t.Errorf("a cancelled count gives %d cells", c.Len())
	}
	if _, err := local.Open(ctx, filepath.Join(dir, "none"), local.Options{}); err == nil {
		t.Error("a directory that is not there is opened")
	}
}

// Text without a value, and text of no characters, are one group; numbers are written plainly; a sum over no value is 0 of no rows.
func TestKeysAreTheSameText(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.csv"), []byte("a,b,w\n0114,\"\",\n0114,,\n0114,x,-0.005\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := count(t, dir, "p.csv", 1, engine.Query{Keys: []engine.Key{{Name: "a", Column: "a"}, {Name: "b", Column: "b"}}, Sums: []engine.Sum{{Name: "w", Factors: []string{"w"}, Decimals: 2}}})
	if err != nil {
		t.Fatal(err)
	}
	want := &engine.Cells{Keys: []engine.Column{{Name: "a", Values: []string{"0114", "0114"}}, {Name: "b", Values: []string{"", "x"}}}, Counts: []int64{2, 1}, Withheld: []bool{false, false},
		Sums: []engine.Total{{Name: "w", Decimals: 2, Units: []*big.Int{big.NewInt(0), big.NewInt(-1)}, Valid: []int64{0, 1}}}}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("%+v", c)
	}
}

// A file that grows while its persons are counted is an error: the cells would be of neither what it was nor what it is.
func TestFileThatChangesIsAnError(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "persons.csv")
	if err := os.WriteFile(path, []byte("area,sex\nA,1\nB,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	growing := delimited.Format
	growing.Open = func(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
		r, err := delimited.Format.Open(in, o)
		if err == nil {
			err = os.WriteFile(path, []byte("area,sex\nA,1\nB,2\nA,2\n"), 0o600)
		}
		return r, err
	}
	for _, test := range []struct {
		format ingest.Format
		bad    bool
	}{{delimited.Format, false}, {growing, true}} {
		e, err := local.Open(t.Context(), dir, local.Options{Formats: ingest.Formats{test.format}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = e.Cells(t.Context(), engine.Query{Table: "persons.csv", Keys: []engine.Key{{Name: "area", Column: "area"}}})
		if (err != nil) != test.bad || err != nil && !strings.Contains(err.Error(), "changed while") {
			t.Errorf("file that changes (%v): %v", test.bad, err)
		}
	}
}

// A limit holds for the shortest decimal of a floating point number, so that Parquet keeps what text keeps.
func TestLimitsOfFloatingPointNumbers(t *testing.T) {
	dir := t.TempDir()
	all := []person{{area: "a", hasWeight: true, weight: 0.1}, {area: "b", hasWeight: true, weight: 0.3}, {area: "c", hasWeight: true, weight: 0.7}, {area: "none"}}
	for _, name := range []string{"p.csv", "p.parquet"} {
		write(t, filepath.Join(dir, name), all, len(all))
		for _, c := range []struct{ from, to, want string }{
			{"0.1", "0.3", "a,b"}, {"0.10000000000000001", "", "b,c"}, {"", "0.29999999999999999", "a"}, {"0.3", "0.30000000000000001", "b"}, {"", "0.7", "a,b,c"},
		} {
			q := engine.Query{Keys: []engine.Key{{Name: "area", Column: "deso"}}, Where: []engine.Condition{{Column: "weight", From: c.from, To: c.to}}}
			cells, err := count(t, dir, name, 1, q)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(cells.Keys[0].Values, ","); got != c.want {
				t.Errorf("%s from %q to %q keeps %s, want %s", name, c.from, c.to, got, c.want)
			}
		}
	}
}

// The directory is a name, not a pattern, and so is a table that a file has the name of.
func TestDirectoryOfSigns(t *testing.T) {
	for _, name := range []string{"2024 [utkast]", "a*", `b?`} {
		dir := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "p-[1].csv"), []byte("area\na\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"p-*.csv", "./p-[[]1?.csv", "p-[1].csv", filepath.Join(dir, "p-[1].csv")} {
			if c, err := count(t, dir, table, 1, engine.Query{Keys: []engine.Key{{Name: "area", Column: "area"}}}); err != nil || c.Len() != 1 {
				t.Errorf("%s in %s: %v, %v", table, name, c, err)
			}
		}
	}
}
