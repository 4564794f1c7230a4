package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// LogForm is a way to take logarithms of an indicator that may hold zeros or negative numbers.
type LogForm int

// The forms, with what they are computed from.
const (
	LogShifted LogForm = iota // ln(x − min + 0.01(max − min)), of JRC's COIN Tool
	LogGII                    // ln((max − 1)(x − min)/(max − min) + 1), of the Global Innovation Index
	LogPlain                  // ln x, of positive values
)

var logForm = index.Param{
	Name: "form", Default: 0, Min: 0, Max: 2, Whole: true,
	Doc: "0: ln(x − min + 0.01(max − min)), the COIN Tool; 1: ln((max − 1)(x − min)/(max − min) + 1), the Global Innovation Index; 2: ln x",
}

var logarithm = index.Index{
	ID:      "logarithm",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Logaritm", En: "Logarithm"},
	Formula: "y_ik = ln(x_ik − min_k + 0.01(max_k − min_k)), or ln((max_k − 1)(x_ik − min_k)/(max_k − min_k) + 1), or ln x_ik",
	Source:  "Becker et al. 2019, The COIN Tool: User Guide, JRC; Global Innovation Index, technical notes; " + handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{logForm},
	Reading: lang.Text{
		Sv: "Områdets värde är %s efter logaritmering.",
		En: "The area's value is %s after taking logarithms.",
	},
	Caveat: lang.Text{
		Sv: "Logaritmen drar isär låga värden och trycker ihop höga. Det är ett val om vad som betyder något, inte bara en rättelse av skevhet.",
		En: "The logarithm pulls low values apart and presses high ones together. That is a choice of what matters, not only a cure for skewness.",
	},
	Needs:      "a table of units by indicators, each with two different values or more",
	Programs:   []string{"COINr: log_CT"},
	Properties: index.Permutation | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(Logarithm(x, LogForm(logForm.From(p))))
	},
}

// Logarithm returns each indicator on a logarithmic scale. An indicator of which low counts as high is turned round first, x → −x, in
// the two forms that begin at the lowest value, and changes sign afterwards in the plain one.
//
// COINr has the form of the Global Innovation Index as log_GII, which returns the values it was given: 1, 2, …, 250 for 1, 2, …, 250,
// where the formula gives 0, …, 5.521. That form stretches the range to the largest value, and below 1 it would turn the order round:
// it is undefined there.
//
// It is undefined where an indicator is missing everywhere or has one value only, in the plain form where a value is not above 0, and
// in that of the Global Innovation Index where the largest value is not above 1.
func Logarithm(x index.Indicators, form LogForm) ([][]float64, error) {
	return byColumn(x, func(k int, values []float64) error {
		if form == LogPlain {
			return plainLogarithm(k, values, reversed(x, k))
		}
		low, high, err := bounds(k, values)
		if err != nil {
			return err
		}
		size := high
		if reversed(x, k) {
			size = -low
		}
		for j, v := range values {
			switch form {
			case LogShifted:
				values[j] = math.Log((v - low) + float64(0.01*(high-low)))
			case LogGII:
				if !(size > 1) {
					return index.Undefined("indicator %d: the largest value is %v; below 1 the formula turns the order round", k, size)
				}
				values[j] = math.Log1p((size - 1) * between(v, low, high))
			default:
				return index.Undefined("form %d of the logarithm: there are 0, 1 and 2", form)
			}
		}
		return nil
	})
}

// plainLogarithm takes the logarithms of values, which are negative where the indicator is turned round.
func plainLogarithm(k int, values []float64, reversed bool) error {
	sign := 1.0
	if reversed {
		sign = -1
	}
	for j, v := range values {
		if !(sign*v > 0) {
			return index.Undefined("indicator %d has the value %v, which has no logarithm", k, sign*v)
		}
		values[j] = sign * math.Log(sign*v)
	}
	return nil
}
