package segregation_test

import (
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Where a program is wrong about an index without space, a case small enough to work out by hand tells who is right. theirs is
// what the program gives, NaN included; ours must be the value by hand, and not theirs.
func TestValuesThatProgramsGetWrong(t *testing.T) {
	// White people and others in the three counties of Delaware, 2010 census.
	delaware := index.Composition{Counts: [][]float64{{105891, 331836, 149025}, {56419, 206643, 48120}}}
	// The mean of D over all ways to draw 50, 70 and 80 people with probability ½.
	byChance := (25*middle(25) + 35*middle(35) + 40*middle(40)) / 100
	for _, tc := range []struct {
		what   string
		id     string
		c      index.Composition
		p      index.Params
		want   float64
		theirs float64
	}{
		// PySAL segregation 2.5.4: the class Atkinson takes b among its keywords and never reads it; every b gives the value of ½.
		// Shares 0.1, 0.3, 0.6 and 0.4, 0.4, 0.2: exponent 4/3 on Σ a^¼ c^¾.
		{"Atkinson's b is read", "atkinson-segregation", schools, index.Params{"b": 0.25},
			1 - math.Pow(math.Pow(0.1*0.4*0.4*0.4, 0.25)+math.Pow(0.3*0.4*0.4*0.4, 0.25)+math.Pow(0.6*0.2*0.2*0.2, 0.25), 4.0/3),
			1 - math.Pow(0.2+2*math.Sqrt(0.12), 2)},
		// PySAL segregation 2.5.4: ModifiedDissim draws once and averages 500 copies of it, so that its correction is chance: runs
		// of it gave 0.348, 0.310 and 0.342. The mean of |x − t/2| over Bin(t, ½) is (t/2) C(t, t/2) / 2^t by De Moivre; D is 0.4.
		{"the correction is a mean", "modified-dissimilarity", schools, nil, (0.4 - byChance) / (1 - byChance), 0.31000393424074185},
		// PySAL segregation 2.5.4: DensityCorrectedDissim loses units whose groups are thousands of people apart, where its optimiser
		// underflows. So far apart there is nothing to correct: D itself, ½(0.5 + 0.499 + 0.496 + 0.495).
		{"far apart nothing is corrected", "density-corrected-dissimilarity",
			index.Composition{Counts: [][]float64{{50_000, 100, 200, 49_700}, {0, 50_000, 49_800, 200}}}, nil, 0.995, 2.4766675994731156e-08},
		// divseg 0.1.0: differences of counts, not of shares, in ds_gini. Exact: ΣΣ t_i t_j |p_i − p_j| / (2T²P(1−P)) in fractions.
		{"Gini compares shares", "gini-segregation", delaware, nil, 0.11665238762904331, 2.75341018294567e-07},
		// divseg 0.1.0: ds_diversity of order 1, and ds_perplexity, are 1 for any counts. Shares ½, ¼, ¼ are as diverse as 2^1.5
		// equal groups.
		{"diversity of unequal groups", "hill", index.Composition{Counts: [][]float64{{2}, {1}, {1}}}, index.Params{"order": 1},
			math.Pow(2, 1.5), 1},
		// PySAL segregation 2.5.4: ConProf takes the number m of grid points among its keywords and never reads it, so that its
		// error cannot be lowered. p − P is −0.3, −1/14 and 0.25, of which 0.1, 0.3 and 0.6 of the group see each.
		{"the profile is no grid", "concentration-profile", schools, nil, (0.03 + 0.3/14 + 0.15) / 0.5, 0.40259999999999985},
		// PySAL segregation 2.5.4: 0·ln 0 of a group without people is NaN, and so is the index. It is no group: D of {1, 2} and
		// {3, 4} with shares ⅓, ⅔ and 3/7, 4/7; entropy of 3 and 7 in 10.
		{"an empty group is none", "entropy", index.Composition{Counts: [][]float64{{1, 2}, {3, 4}, {0, 0}}}, nil,
			0.3*math.Log(10.0/3) + 0.7*math.Log(10.0/7), math.NaN()},
		{"an empty group is none", "multigroup-theil-h", index.Composition{Counts: [][]float64{{1, 2}, {3, 4}, {0, 0}}}, nil,
			1 - (0.4*(math.Log(4)-0.75*math.Log(3))+0.6*(math.Log(3)-2.0/3*math.Log(2)))/(0.3*math.Log(10.0/3)+0.7*math.Log(10.0/7)),
			math.NaN()},
		// divseg 0.1.0: 0/0 of a unit without people is NaN, and so is the index. Shares 1, 0 and ½, ½ of the other two.
		{"an empty unit is none", "dissimilarity", index.Composition{Counts: [][]float64{{5, 0, 0}, {5, 0, 5}}}, nil, 0.5, math.NaN()},
		// OasisR 3.1.1 rounds every value to four decimals. Shares (n ± 1)/2n and their opposites: D = 2/2n = 1/n.
		{"small values are not rounded", "dissimilarity",
			index.Composition{Counts: [][]float64{{50_001, 49_999}, {49_999, 50_001}}}, nil, 0.00002, 0},
	} {
		got := value(t, tc.id, tc.c, tc.p)
		if math.Abs(got-tc.want) > 1e-14 {
			t.Errorf("%s: %s is %v, want %v", tc.what, tc.id, got, tc.want)
		}
		if math.Abs(tc.want-tc.theirs) < 1e-5 {
			t.Errorf("%s: %v and %v are too near to tell apart", tc.what, tc.want, tc.theirs)
		}
	}
}

// The R package segregation 1.1.0 cuts counts to whole numbers where compress joins units. Two units of ½ and 1½ people become
// units of one group each, whose joining would lose 1 bit; it loses ¾ log₂ 1½ + ¼ log₂ ½.
func TestJoiningKeepsFractions(t *testing.T) {
	joins, err := segregation.Compression(index.Composition{Counts: [][]float64{{0.5, 1.5}, {1.5, 0.5}}}, 2)
	if err != nil || len(joins) != 1 {
		t.Fatalf("got %v, %v, want one join", joins, err)
	}
	if want := 0.75*math.Log2(1.5) - 0.25; math.Abs(joins[0].Loss-want) > 1e-14 {
		t.Errorf("loss: got %v, want %v", joins[0].Loss, want)
	}
}

// middle returns C(2m, m) / 4^m, the probability of as many heads as tails in 2m throws.
func middle(m int) float64 {
	p := 1.0
	for k := 1; k <= m; k++ {
		p *= float64(2*k-1) / float64(2*k)
	}
	return p
}

// The R package segregation 1.1.0 stops fitting margins when they are within 0.001, which is no convergence where groups are far
// apart. Two tables of one odds ratio have the same structure: all that differs is margins, and the structural term is 0.
func TestStructuralChangeIsThatOfTheLimit(t *testing.T) {
	before := [][]float64{{1000, 10}, {10, 1000}}
	after := [][]float64{{1000, 50}, {90, 45_000}} // the second group 9 times, the second unit 5 times as many
	parts, err := find(t, "mutual-information-change-one-way").Compute(
		index.Input{Composition: index.Composition{Counts: before}, After: index.Composition{Counts: after}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := slices.IndexFunc(parts, func(p index.Part) bool { return p.Name == "structural" })
	if k < 0 || math.Abs(parts[k].Value) > 1e-9 {
		t.Errorf("structural: got part %d of %v, want one of 0", k, parts)
	}
	information := func(n [][]float64) float64 {
		return value(t, "mutual-information", index.Composition{Counts: n}, nil)
	}
	stopped := information(after) - information(fittedWithin(before, after, 0.001))
	if math.Abs(stopped) < 1e-4 {
		t.Errorf("a fit that stops within 0.001: got a structural term of %v, want one that is wrong", stopped)
	}
}

// fittedWithin scales the rows and columns of shares by turns to the margins of another table until they are within precision.
func fittedWithin(table, margins [][]float64, precision float64) [][]float64 {
	total := 0.0
	for _, row := range table {
		total += row[0] + row[1]
	}
	n := [][]float64{{table[0][0] / total, table[0][1] / total}, {table[1][0] / total, table[1][1] / total}}
	total = margins[0][0] + margins[0][1] + margins[1][0] + margins[1][1]
	rows := []float64{(margins[0][0] + margins[0][1]) / total, (margins[1][0] + margins[1][1]) / total}
	columns := []float64{(margins[0][0] + margins[1][0]) / total, (margins[0][1] + margins[1][1]) / total}
	for {
		for k := range n {
			f := rows[k] / (n[k][0] + n[k][1])
			n[k][0], n[k][1] = n[k][0]*f, n[k][1]*f
		}
		for i := range columns {
			f := columns[i] / (n[0][i] + n[1][i])
			n[0][i], n[1][i] = n[0][i]*f, n[1][i]*f
		}
		worst := 0.0
		for k := range n {
			worst = max(worst, math.Abs(n[k][0]+n[k][1]-rows[k]))
		}
		if worst < precision {
			return n
		}
	}
}
