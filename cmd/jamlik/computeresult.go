package main

import "encoding/json"

// computed is one result, in the form of its JSON.
type computed struct {
	Index     string            `json:"index"`
	By        map[string]string `json:"by,omitempty"`
	Compare   *comparison       `json:"compare,omitempty"`
	Reference string            `json:"reference,omitempty"` // the unit that others are compared with, where one is named
	Value     *float64          `json:"value"`               // of two samples that are tested, the later minus the earlier
	Lower     *float64          `json:"lower"`
	Upper     *float64          `json:"upper"`
	Level     float64           `json:"level"`
	Interval  string            `json:"interval,omitempty"`
	// NoInterval says why a formula gives no limits for the value.
	NoInterval string `json:"no_interval,omitempty"`
	// Resample is the scheme of resampling that the intervals are of: persons is a multinomial sample of the cells.
	Resample string `json:"resampled,omitempty"`
	inferred
	Values     []partValue    `json:"values,omitempty"`
	Units      int            `json:"n_units"`
	Left       int            `json:"n_left_out,omitempty"`    // units that miss a figure
	UnitsAfter int            `json:"n_units_after,omitempty"` // of the later of two samples
	Params     map[string]any `json:"params"`                  // numbers, and the names of choices
	Warnings   []string       `json:"warnings"`

	rate bool // each value has limits of its own
}

// inferred is what resampling says of a value.
type inferred struct {
	Bias      *float64    `json:"bias_corrected,omitempty"`
	SE        *float64    `json:"se,omitempty"`
	Before    *float64    `json:"before,omitempty"`
	After     *float64    `json:"after,omitempty"`
	Test      *tested     `json:"test,omitempty"`
	Jackknife *jackknifed `json:"jackknife,omitempty"`
}

// tested is a test of a value against a null model, or of the difference between two samples.
type tested struct {
	Null        string   `json:"null,omitempty"`
	Comparison  string   `json:"comparison,omitempty"`
	Replicates  int      `json:"replicates"`
	Mean        *float64 `json:"mean"`
	SD          *float64 `json:"sd"`
	Excess      *float64 `json:"excess,omitempty"`
	P           *float64 `json:"p"`
	Alternative string   `json:"alternative"`
}

// jackknifed is what leaving out one area or person at a time tells.
type jackknifed struct {
	Resample  string      `json:"resampled"`
	Corrected *float64    `json:"bias_corrected"`
	Bias      *float64    `json:"bias"`
	SE        *float64    `json:"se"`
	Influence []influence `json:"influence,omitempty"`
}

// influence is how far one area, or one person of a group in an area, moves a value.
type influence struct {
	Unit  string   `json:"unit,omitempty"`
	Group string   `json:"group,omitempty"`
	At    *float64 `json:"at,omitempty"` // where the person stands on the scale
	Count float64  `json:"count"`
	Value *float64 `json:"value"`

	Outlier bool `json:"outlier,omitempty"` // beyond the whiskers of a boxplot
}

// MarshalJSON leaves out the single value of an index that has several: null would say that it is undefined. The limits of a rate are
// written whether there are any or not.
func (c computed) MarshalJSON() ([]byte, error) {
	type whole computed // without this method
	type several struct {
		whole
		Value *float64 `json:"value,omitempty"`
		Lower *float64 `json:"lower,omitempty"`
		Upper *float64 `json:"upper,omitempty"`
	}
	switch {
	case c.Values == nil:
		return json.Marshal(whole(c))
	case !c.rate:
		return json.Marshal(several{whole: whole(c)})
	}
	rates := make([]rateValue, len(c.Values))
	for i, v := range c.Values {
		rates[i] = rateValue{v, v.Lower, v.Upper}
	}
	return json.Marshal(struct {
		several
		Values []rateValue `json:"values"`
	}{several{whole: whole(c)}, rates})
}

// rateValue is a value whose limits are null where there are none.
type rateValue struct {
	partValue
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

// partValue is one of several values with what it is about.
type partValue struct {
	Unit  string   `json:"unit,omitempty"`
	Group string   `json:"group,omitempty"`
	With  string   `json:"with,omitempty"`
	Part  string   `json:"part,omitempty"`
	At    *float64 `json:"at,omitempty"`
	Value *float64 `json:"value"`
	Lower *float64 `json:"lower,omitempty"`
	Upper *float64 `json:"upper,omitempty"`
	inferred
	Withheld bool `json:"withheld,omitempty"`
}
