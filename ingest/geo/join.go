package geo

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
)

// Table is columns of figures by area code, to be joined with a layer.
type Table struct {
	Codes   []string
	Columns []string
	Values  [][]any // one list for each column with a value for each code: string, float64, bool or nil
}

// Match is what a join did not match: nothing is dropped in silence.
type Match struct {
	WithoutGeometry []string // codes of the table that no feature has
	WithoutData     []string // codes of features that the table does not have
}

// Join returns the layer with the columns of a table beside its own. Features that the table does not know have nil there, and codes that the layer does not
// know are left out; the match lists both. A code twice on either side, a feature without code, and a column that is there already are errors.
func (l *Layer) Join(key string, t Table) (*Layer, Match, error) {
	codes, err := l.Codes(key)
	if err != nil {
		return nil, Match{}, err
	}
	var ps indicators.Problems
	rows := make(map[string]int, len(t.Codes))
	for i, code := range t.Codes {
		if j, ok := rows[code]; ok {
			ps.Add(indicators.Problem{File: l.File, What: fmt.Sprintf("the table to join has the code %q twice, in rows %d and %d", code, j+1, i+1), Remedy: "keep one of them"})
			continue
		}
		rows[code] = i
	}
	for k, name := range t.Columns {
		if len(t.Values) != len(t.Columns) || len(t.Values[k]) != len(t.Codes) {
			ps.Add(indicators.Problem{File: l.File, What: fmt.Sprintf("the table to join does not have a value for each of %d codes in column %q", len(t.Codes), name)})
		}
		if l.Column(name) >= 0 {
			ps.Add(indicators.Problem{File: l.File, What: fmt.Sprintf("the layer already has a column %q", name), Remedy: "give the joined column another name"})
		}
	}
	if err := ps.Err(); err != nil {
		return nil, Match{}, err
	}
	joined := *l
	joined.Columns = slices.Concat(l.Columns, t.Columns)
	joined.Features = slices.Clone(l.Features)
	var m Match
	used := make([]bool, len(t.Codes))
	for i, code := range codes {
		properties := make([]any, len(joined.Columns))
		copy(properties, l.Features[i].Properties)
		if row, ok := rows[code]; ok {
			used[row] = true
			for k := range t.Columns {
				properties[len(l.Columns)+k] = t.Values[k][row]
			}
		} else {
			m.WithoutData = append(m.WithoutData, code)
		}
		joined.Features[i].Properties = properties
	}
	for i, code := range t.Codes {
		if !used[i] {
			m.WithoutGeometry = append(m.WithoutGeometry, code)
		}
	}
	return &joined, m, nil
}

// Codes returns the code of every feature from the column of a name. Numbers are written without decimals. A column that is not there, a feature without
// code, and a code that two features share are errors.
func (l *Layer) Codes(key string) ([]string, error) {
	column := l.Column(key)
	if column < 0 {
		return nil, indicators.Problem{File: l.File, What: fmt.Sprintf("there is no column %q; there are %s", key, listed(l.Columns)), Remedy: "name the column of the area codes"}
	}
	var ps indicators.Problems
	codes := make([]string, len(l.Features))
	seen := make(map[string]int, len(codes))
	for i, f := range l.Features {
		switch p := f.Property(column).(type) {
		case string:
			codes[i] = p
		case float64:
			codes[i] = strconv.FormatFloat(p, 'f', -1, 64)
		}
		if codes[i] == "" {
			ps.Add(indicators.Problem{File: l.File, Line: f.Line, Column: key, What: fmt.Sprintf("feature %d has no code", f.Number), Remedy: "give it the code of its area, or take it out"})
			continue
		}
		if j, ok := seen[codes[i]]; ok {
			ps.Add(indicators.Problem{File: l.File, Line: f.Line, Column: key, What: fmt.Sprintf("feature %d has the code %q of feature %d", f.Number, codes[i], l.Features[j].Number), Remedy: "an area is one feature: dissolve its parts, or correct the code"})
			continue
		}
		seen[codes[i]] = i
	}
	return codes, ps.Err()
}

// listed returns names as messages list them.
func listed(names []string) string {
	const most = 20
	text := ""
	for i, name := range names {
		switch {
		case i == most:
			return text + fmt.Sprintf(" and %d more", len(names)-most)
		case i > 0:
			text += ", "
		}
		text += strconv.Quote(name)
	}
	if text == "" {
		return "none"
	}
	return text
}
