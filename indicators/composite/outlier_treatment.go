package composite

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	skewnessLimit = index.Param{
		Name: "skewness", Default: 2, Min: 0, Max: 10,
		Doc: "an indicator is treated when its skewness is at least this, in either direction, and its kurtosis at its own limit",
	}
	kurtosisLimit = index.Param{
		Name: "kurtosis", Default: 3.5, Min: 0, Max: 50,
		Doc: "the limit of the excess kurtosis, 0 for a normal distribution",
	}
	pointsLimit = index.Param{
		Name: "points", Default: 5, Min: 0, Max: 50, Whole: true,
		Doc: "the most values of an indicator that are winsorised; where that is not enough it is logarithmed",
	}
)

var outlierTreatment = index.Index{
	ID:      "outlier-treatment",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Behandling av avvikande värden", En: "Treatment of outliers"},
	Formula: "while |g_k| ≥ 2 and κ_k ≥ 3.5: the most extreme x_ik becomes the next; after 5, ln of all x_ik instead",
	Source:  "Becker et al. 2019, The COIN Tool: User Guide, JRC; " + handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{skewnessLimit, kurtosisLimit, pointsLimit},
	Reading: lang.Text{
		Sv: "Värdet är %s; delens namn säger om det är orört (kept), draget till det näst mest avvikande (winsorised) eller logaritmerat (logarithm), och vad det var (raw).",
		En: "The value is %s; the name of the part says whether it is kept, winsorised to the next most extreme, or the logarithm, and what it was (raw).",
	},
	Caveat: lang.Text{
		Sv: "Ett avvikande område kan vara det som betyder mest. Redovisa vilka värden som har ändrats, och visa resultatet utan behandling också.",
		En: "An outlying area may be the one that matters most. Say which values were changed, and show the result without treatment too.",
	},
	Needs:      "a table of units by indicators; only an indicator of four values or more is treated",
	Programs:   []string{"COINr: Treat"},
	Properties: index.Permutation | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		treated, err := TreatOutliers(x, OutlierRule{
			Skewness: skewnessLimit.From(p), Kurtosis: kurtosisLimit.From(p), Points: int(pointsLimit.From(p)),
		})
		if err != nil {
			return nil, err
		}
		return treated.parts(x.Columns), nil
	},
}

// OutlierRule says when an indicator has outliers, by its skewness in either direction and its excess kurtosis, and how many of its
// values may be winsorised.
type OutlierRule struct {
	Skewness, Kurtosis float64
	Points             int
}

// Treatment is what was done to a value.
type Treatment int

// The treatments. A value that is missing is Kept.
const (
	Kept Treatment = iota
	Winsorised
	Logarithmed
)

// String names the treatment as the parts of the index do.
func (t Treatment) String() string { return [...]string{"kept", "winsorised", "logarithm"}[t] }

// Treated is indicators after the treatment of outliers, with the record of it.
type Treated struct {
	Columns       [][]float64
	Done          [][]Treatment // by indicator and unit
	Before, After []Moments     // of each indicator
}

// Moments are the sample skewness G1 and the sample excess kurtosis G2, NaN for fewer than four values and for values that are all
// equal.
type Moments struct{ Skewness, Kurtosis float64 }

// TreatOutliers takes in the values that lie far from all others. An indicator has such when its skewness and its kurtosis both reach
// their limits (the handbook of JRC: 2 and 3.5). Then its most extreme value, on the side of the skew, becomes the next, and so on until
// one of them is below its limit; values that are equal go together. Where that takes more than the points allowed, the indicator as
// it was is put on a logarithmic scale instead, ln(x − min + 0.01(max − min)) for a tail to the right and
// −ln(max − x + 0.01(max − min)) for one to the left. The moments before and after say whether it helped.
//
// COINr's Treat is the same but for three things: it treats above the limits, not at them; equal values can take it past the number of
// points; and it takes the logarithm from the right for tails to the left as well, which lengthens them.
//
// Weights and directions are not read. It is undefined where an indicator is missing everywhere.
func TreatOutliers(x index.Indicators, rule OutlierRule) (Treated, error) {
	x.Reverse = nil
	y, err := Normalise(x, AsTheyAre)
	if err != nil {
		return Treated{}, err
	}
	t := Treated{Columns: y}
	for k, column := range y {
		values, units := oriented(x, k)
		before := moments(values)
		done := make([]Treatment, len(column))
		t.Before = append(t.Before, before)
		if rule.outlying(before) {
			treatment := Logarithmed
			if rule.winsorise(values) {
				treatment = Winsorised
			} else if err := unskew(k, values, before); err != nil {
				return Treated{}, err
			}
			for j, i := range units {
				if treatment == Logarithmed || values[j] != column[i] {
					column[i], done[i] = values[j], treatment
				}
			}
		}
		t.Done = append(t.Done, done)
		t.After = append(t.After, moments(values))
	}
	return t, nil
}

// outlying tells whether both moments reach their limits.
func (r OutlierRule) outlying(m Moments) bool {
	return math.Abs(m.Skewness) >= r.Skewness && m.Kurtosis >= r.Kurtosis
}

// winsorise takes in the extremes of values. It returns false and leaves them as they were where that takes more than the points
// allowed.
func (r OutlierRule) winsorise(values []float64) bool {
	was := slices.Clone(values)
	for m := moments(values); r.outlying(m); m = moments(values) {
		sign := math.Copysign(1, m.Skewness)
		extreme, next := math.Inf(-1), math.Inf(-1)
		for _, v := range values {
			switch v *= sign; {
			case v > extreme:
				extreme, next = v, extreme
			case v < extreme && v > next:
				next = v
			}
		}
		for j, v := range values {
			if sign*v == extreme {
				values[j] = sign * next
			}
		}
		changed := 0
		for j, v := range values {
			if v != was[j] {
				changed++
			}
		}
		if changed > r.Points {
			copy(values, was)
			return false
		}
	}
	return true
}

// unskew takes logarithms of the values of indicator k from the end that the tail points away from.
func unskew(k int, values []float64, m Moments) error {
	low, high := slices.Min(values), slices.Max(values)
	shift := 0.01*high - 0.01*low
	for j, v := range values {
		if m.Skewness >= 0 {
			values[j] = math.Log((v - low) + shift)
		} else {
			values[j] = -math.Log((high - v) + shift)
		}
		if !(math.Abs(values[j]) <= math.MaxFloat64) {
			return index.Undefined("indicator %d: the values are too large or too small for logarithms", k)
		}
	}
	return nil
}

// moments returns the sample skewness and kurtosis of values (G1 and G2 of Joanes and Gill 1998, The Statistician 47, 183–189).
func moments(values []float64) Moments {
	none := Moments{math.NaN(), math.NaN()}
	n := float64(len(values))
	if n < 4 {
		return none
	}
	unit := max(math.Abs(slices.Min(values)), math.Abs(slices.Max(values)))
	var sum index.Sum
	for _, v := range values {
		sum = sum.Plus(v / unit)
	}
	mean := sum.Value() / n
	var m2, m3, m4 index.Sum
	for _, v := range values {
		d := v/unit - mean
		m2, m3, m4 = m2.Plus(d*d), m3.Plus(d*d*d), m4.Plus(d*d*d*d)
	}
	v := m2.Value() / n
	if !(v > 0) || slices.Min(values) == slices.Max(values) {
		return none
	}
	g1 := m3.Value() / n / math.Pow(v, 1.5)
	g2 := m4.Value()/n/(v*v) - 3
	m := Moments{
		Skewness: g1 * math.Sqrt(n*(n-1)) / (n - 2),
		Kurtosis: (n - 1) / ((n - 2) * (n - 3)) * (float64((n+1)*g2) + 6),
	}
	if !(math.Abs(m.Skewness) <= math.MaxFloat64) || !(math.Abs(m.Kurtosis) <= math.MaxFloat64) {
		return none
	}
	return m
}

// parts returns the values by what was done to them, beside what those that were changed had been before, and the moments of the
// indicators.
func (t Treated) parts(before [][]float64) []index.Part {
	var parts []index.Part
	for k, column := range t.Columns {
		for i, v := range column {
			if v == v {
				p := index.OfCell(i, k, v)
				p.Name = t.Done[k][i].String()
				parts = append(parts, p)
				if t.Done[k][i] != Kept {
					was := index.OfCell(i, k, before[k][i])
					was.Name = "raw"
					parts = append(parts, was)
				}
			}
		}
		for _, m := range []struct {
			name  string
			value float64
		}{
			{"skewness before", t.Before[k].Skewness}, {"kurtosis before", t.Before[k].Kurtosis},
			{"skewness after", t.After[k].Skewness}, {"kurtosis after", t.After[k].Kurtosis},
		} {
			if m.value == m.value {
				p := index.OfGroup(k, m.value)
				p.Name = m.name
				parts = append(parts, p)
			}
		}
	}
	return parts
}
