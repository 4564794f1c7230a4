package main

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The file says what the comments of the measures claim: at least 95 per cent under equality, 93 to 97 elsewhere; a change that is none
// is found in at most 5 per cent and a bit, by chance.
func TestCoverageIsAsClaimed(t *testing.T) {
	f, err := os.Open("coverage.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 1+2*3*4*(len(measures)+2) {
		t.Fatalf("got %d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		n, _ := strconv.Atoi(row[4])
		covered, err := strconv.ParseFloat(row[5], 64)
		if err != nil || n < 10_000 {
			t.Fatalf("%v: got %d replicates, %v, want at least 10,000", row, n, err)
		}
		low, high := 0.93, 0.97
		if row[3] == "0" || strings.HasPrefix(row[0], "disparity-change") {
			low, high = 0.94, 1
		}
		if row[3] == "0" && !strings.HasPrefix(row[0], "disparity-change") {
			low = 0.95
		}
		if covered < low || covered > high {
			t.Errorf("%v: covered %v, want %v to %v", row[:4], covered, low, high)
		}
	}
}

// What a few hundred cities show agrees with the file to four standard errors.
func TestCoverageIsReproduced(t *testing.T) {
	f, err := os.Open("coverage.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{}
	for _, row := range rows[1:] {
		want[strings.Join(row[:4], " ")], _ = strconv.ParseFloat(row[5], 64)
	}
	const replicates = 100
	for _, c := range []city{{30, 0, false}, {10, 0.01, false}, {77, 0.06, true}} {
		tallies, err := c.simulate(replicates)
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range tallies {
			events := map[bool]string{false: "binomial", true: "Poisson"}[c.rate]
			key := strings.Join([]string{got.measure, events, strconv.Itoa(c.areas), strconv.FormatFloat(c.sd, 'g', -1, 64)}, " ")
			p, ok := want[key]
			if covered := float64(got.held) / replicates; !ok || math.Abs(covered-p) > 4*math.Sqrt(0.05*0.95/replicates) {
				t.Errorf("%s: %v of %d intervals hold the truth, the file says %v, %t", key, covered, replicates, p, ok)
			}
		}
	}
}
