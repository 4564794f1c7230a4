package servers

import (
	"fmt"
	"io"
	"math/big"
	"os"
	"strconv"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
)

// Persons returns how many persons a test generates: JAMLIK_TEST_PERSONS, or else what is given.
func Persons(t testing.TB, usual int) int {
	t.Helper()
	s := os.Getenv("JAMLIK_TEST_PERSONS")
	if s == "" {
		return usual
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("JAMLIK_TEST_PERSONS is %q, not a number of persons", s)
	}
	return n
}

// groups are those that persons belong to; the last stands for none.
var groups = []string{"Sverige", "Norden utom Sverige", "Europa", "Övriga världen", ""}

// Areas is how many areas persons live in.
const Areas = 1000

// person is what every engine computes of a number from 0, in whole numbers below 2^63 and one division and one multiplication of floating point numbers.
func person(id int64) (area, year, group, weight int64, income float64) {
	area = id * 2654435761 % 4294967296 % Areas * (id * 1597334677 % 4294967296 / 1024 % 1000) / 1000 // small areas are many
	year = 2005 + id*40503%65536/16%20
	group = id * 69069 % 4294967296 / 65536 % 7 % 5
	weight = 5000 + id*7919%100000
	income = float64(float64(id*104729%1000003)/1000) * 1.1
	return area, year, group, weight, income
}

// AreaCode writes an area.
func AreaCode(area int64) string { return fmt.Sprintf("A%d", 1000+area) }

// PersonsPostgres is the SELECT that gives PostgreSQL the persons from one number to another, every so many: area, year, grp, weight, income.
func PersonsPostgres(from, to, step int) string {
	return fmt.Sprintf(`SELECT 'A' || (1000 + id * 2654435761 %% 4294967296 %% %d * (id * 1597334677 %% 4294967296 / 1024 %% 1000) / 1000) AS area,
	(2005 + id * 40503 %% 65536 / 16 %% 20)::smallint AS year,
	(ARRAY['Sverige', 'Norden utom Sverige', 'Europa', 'Övriga världen', NULL])[1 + (id * 69069 %% 4294967296 / 65536 %% 7 %% 5)::int] AS grp,
	((5000 + id * 7919 %% 100000)::numeric / 10000)::numeric(8,4) AS weight,
	(id * 104729 %% 1000003)::float8 / 1000 * 1.1::float8 AS income
FROM generate_series(%d::bigint, %d, %d) AS id`, Areas, from, to-1, step)
}

// PersonsClickHouse is the same for ClickHouse.
func PersonsClickHouse(from, to, step int) string {
	return fmt.Sprintf(`SELECT concat('A', toString(1000 + intDiv(id * 2654435761 %% 4294967296 %% %d * (intDiv(id * 1597334677 %% 4294967296, 1024) %% 1000), 1000))) AS area,
	toUInt16(2005 + intDiv(id * 40503 %% 65536, 16) %% 20) AS year,
	nullIf(arrayElement(['Sverige', 'Norden utom Sverige', 'Europa', 'Övriga världen', ''], 1 + intDiv(id * 69069 %% 4294967296, 65536) %% 7 %% 5), '') AS grp,
	toDecimal64(5000 + id * 7919 %% 100000, 0) * toDecimal64('0.0001', 4) AS weight,
	toFloat64(id * 104729 %% 1000003) / 1000 * 1.1 AS income
FROM (SELECT toUInt64(%d + number * %d) AS id FROM numbers(%d))`, Areas, from, step, (to-from+step-1)/step)
}

// PersonsSpark is the same for Spark.
func PersonsSpark(persons int) string {
	return fmt.Sprintf(`SELECT concat('A', 1000 + id * 2654435761 %% 4294967296 %% %d * (id * 1597334677 %% 4294967296 DIV 1024 %% 1000) DIV 1000) AS area,
	CAST(2005 + id * 40503 %% 65536 DIV 16 %% 20 AS SMALLINT) AS year,
	nullif(element_at(array('Sverige', 'Norden utom Sverige', 'Europa', 'Övriga världen', ''), CAST(1 + id * 69069 %% 4294967296 DIV 65536 %% 7 %% 5 AS INT)), '') AS grp,
	CAST(CAST(5000 + id * 7919 %% 100000 AS DECIMAL(8, 0)) * 0.0001 AS DECIMAL(8, 4)) AS weight,
	CAST(id * 104729 %% 1000003 AS DOUBLE) / CAST(1000 AS DOUBLE) * CAST('1.1' AS DOUBLE) AS income
FROM range(0, %d, 1, 8)`, Areas, persons)
}

// WantPersons is the answer to a query by area, year and grp, counted in Go: the sums are of weight with 4 decimals, of weight times weight with 2, and of income with 2.
func WantPersons(persons int, least int64) (engine.Query, *engine.Cells, error) {
	q := engine.Query{Table: "persons", Keys: []engine.Key{{Name: "area", Column: "area"}, {Name: "period", Column: "year"}, {Name: "background", Column: "grp"}},
		Sums:  []engine.Sum{{Name: "weight", Factors: []string{"weight"}, Decimals: 4}, {Name: "squares", Factors: []string{"weight", "weight"}, Decimals: 2}, {Name: "income", Factors: []string{"income"}, Decimals: 2}},
		Least: least}
	const years, of = 20, 5
	count := make([]int64, Areas*years*of)
	weight, squares, income := make([]int64, len(count)), make([]int64, len(count)), make([]int64, len(count))
	for id := range int64(persons) {
		a, y, g, w, x := person(id)
		at := (a*years+y-2005)*of + g
		count[at]++
		weight[at] += w
		rounded := (w + 50) / 100 // to 2 decimals, half up as all are positive
		squares[at] += rounded * rounded
		cents, err := engine.ScaleFloat(x, 2)
		if err != nil {
			return q, nil, err
		}
		income[at] += cents
	}
	adder := engine.NewAdder(q)
	for at, n := range count {
		if n == 0 {
			continue
		}
		keys := []string{AreaCode(int64(at / years / of)), strconv.Itoa(2005 + at/of%years), groups[at%of]}
		units := []*big.Int{big.NewInt(weight[at]), big.NewInt(squares[at]), big.NewInt(income[at])}
		if err := adder.AddCell(keys, n, units, []int64{n, n, n}); err != nil {
			return q, nil, err
		}
	}
	return q, adder.Cells(), nil
}

// Differ tells where one answer is not another, in a word for each of the first ten cells; nothing where they are the same to the last digit.
func Differ(got, want *engine.Cells) []string {
	var out []string
	add := func(format string, args ...any) {
		if len(out) < 10 {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	if got.Len() != want.Len() || len(got.Keys) != len(want.Keys) || len(got.Sums) != len(want.Sums) {
		return []string{fmt.Sprintf("%d cells with %d keys and %d sums, want %d with %d and %d", got.Len(), len(got.Keys), len(got.Sums), want.Len(), len(want.Keys), len(want.Sums))}
	}
	for i := range want.Counts {
		for k := range want.Keys {
			if g, w := got.Keys[k].Values[i], want.Keys[k].Values[i]; g != w {
				add("cell %d: %s is %q, want %q", i, want.Keys[k].Name, g, w)
			}
		}
		if got.Counts[i] != want.Counts[i] || got.Withheld[i] != want.Withheld[i] {
			add("cell %d: %d rows (withheld: %v), want %d (%v)", i, got.Counts[i], got.Withheld[i], want.Counts[i], want.Withheld[i])
		}
		for s := range want.Sums {
			g, w := got.Sums[s], want.Sums[s]
			if (g.Units[i] == nil) != (w.Units[i] == nil) || g.Units[i] != nil && g.Units[i].Cmp(w.Units[i]) != 0 || g.Valid[i] != w.Valid[i] || g.Decimals != w.Decimals {
				add("cell %d: %s is %v over %d, want %v over %d", i, w.Name, g.Units[i], g.Valid[i], w.Units[i], w.Valid[i])
			}
		}
	}
	return out
}

// WritePersons writes persons as CSV.
func WritePersons(w io.Writer, persons int) error {
	if _, err := io.WriteString(w, "area,year,grp,weight,income\n"); err != nil {
		return err
	}
	var line []byte
	for id := range int64(persons) {
		a, y, g, weight, x := person(id)
		line = append(append(line[:0], AreaCode(a)...), ',')
		line = append(append(strconv.AppendInt(line, y, 10), ','), groups[g]...)
		line = append(strconv.AppendFloat(append(line, ','), float64(weight)/10_000, 'f', 4, 64), ',')
		line = append(strconv.AppendFloat(line, x, 'g', -1, 64), '\n')
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
