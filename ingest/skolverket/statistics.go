package skolverket

import (
	"bytes"
	"fmt"
	"io"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/rows"
)

// series is the figures of one indicator of a school, or of a programme of it.
type series struct {
	program, indicator string
	list               jsontext.Node
}

// statistics gives the rows of the figures of a school.
type statistics struct {
	*answer
	school string
	series []series
	list   jsontext.List // of the first of series
	row    int

	table                                          rows.Table
	unit, program, indicator, period, status, text *rows.Text
	value                                          *rows.Number
}

// known are members of a body that are no figures.
var known = map[string]bool{"schoolUnit": true, "schoolUnitName": true, "typeOfSchooling": true, "docLinks": true, "_links": true, "hasLibrary": true}

func (a *answer) openStatistics(body jsontext.Object) (ingest.Reader, error) {
	s := &statistics{answer: a}
	unit := body.Get("schoolUnit")
	if !unit.Absent() && (!unit.IsText() || unit.Text() == "") {
		return nil, a.At(unit, fmt.Sprintf("schoolUnit is %s where the code of a school is expected", unit.Shown()), "fetch it again")
	}
	s.school = unit.Text()
	for _, m := range body.Members {
		if m.Key == "programMetrics" && m.Value.IsArray() {
			if err := s.programs(m.Value); err != nil {
				return nil, err
			}
		} else {
			s.take("", m)
		}
	}
	if len(s.series) == 0 {
		a.warned.Add(a.Problem(0, "the answer has no figures", ""))
	}
	t := &s.table
	s.unit = t.Text("school_unit", ingest.RoleGeo)
	s.program = t.Text("program", ingest.RoleDimension)
	s.indicator = t.Text("indicator", ingest.RoleMetric)
	s.period = t.Text("period", ingest.RoleTime)
	s.value = t.Number("value", ingest.RoleValue)
	s.status = t.Text("status", ingest.RoleStatus)
	s.text = t.Text("text", "")
	if len(s.series) > 0 {
		s.list = s.series[0].list.List()
	}
	return rows.NewReader(t, nil, s), nil
}

// take takes a member of a body for the figures of an indicator, or leaves it out.
func (s *statistics) take(program string, m jsontext.Member) {
	switch {
	case m.Value.IsArray():
		s.series = append(s.series, series{program, m.Key, m.Value})
	case known[m.Key] || m.Value.IsNull():
	case m.Value.IsObject():
		s.warned.Add(s.At(m.Value, fmt.Sprintf("%s is no list of figures and left out", m.Key), ""))
	default:
		s.warned.Add(s.At(m.Value, fmt.Sprintf("%s is %s and no list of figures; it is left out", m.Key, m.Value.Shown()), ""))
	}
}

// programs takes the figures of the programmes of an upper secondary school.
func (s *statistics) programs(list jsontext.Node) error {
	var first error
	list.Elements(func(i int, n jsontext.Node) bool {
		o, err := s.Object(n, fmt.Sprintf("programme %d", i+1))
		code := o.Get("programCode").Text()
		if err == nil && code == "" {
			err = s.At(n, fmt.Sprintf("programme %d has no programCode", i+1), "fetch it again")
		}
		for _, m := range o.Members {
			if err == nil && m.Key != "programCode" {
				s.take(code, m)
			}
		}
		first = err
		return err == nil
	})
	return first
}

// Next implements rows.Source: it reads one figure.
func (s *statistics) Next() error {
	if len(s.series) == 0 {
		return io.EOF
	}
	of := s.series[0]
	n, ok := s.list.Next()
	if !ok {
		if s.series = s.series[1:]; len(s.series) > 0 {
			s.list = s.series[0].list.List()
		}
		return nil
	}
	s.row++
	wrong := func(at jsontext.Node, what, remedy string) error {
		return s.At(at, "a figure of "+of.indicator+" "+what, remedy)
	}
	if !n.IsObject() {
		return wrong(n, fmt.Sprintf("is %s where an object is expected", n.Kind()), "")
	}
	var value, kind, period jsontext.Node
	var err error
	n.Each(func(key, v jsontext.Node) bool {
		var to *jsontext.Node
		switch string(key.Raw()) {
		case `"value"`:
			to = &value
		case `"valueType"`:
			to = &kind
		case `"timePeriod"`:
			to = &period
		default:
			return true
		}
		if to.Raw() != nil {
			err = wrong(key, fmt.Sprintf("gives %s twice", key.Raw()), "keep one of them")
		}
		*to = v
		return err == nil
	})
	if err != nil {
		return err
	}
	when := jsontext.Inner(period.Raw())
	switch {
	case value.Raw() == nil || !value.IsText() && !value.IsNull():
		return wrong(n, fmt.Sprintf("has the value %s where a text such as \"70,5\" is expected", shown(value)), "fetch it again")
	case len(jsontext.Inner(kind.Raw())) == 0:
		return wrong(n, fmt.Sprintf("has the valueType %s where a word such as EXISTS is expected", shown(kind)), "fetch it again")
	case len(when) == 0 && len(jsontext.Inner(value.Raw())) == 0 && withoutValue[kind.Text()]:
		return nil // the school has never had a figure
	case len(when) == 0:
		return wrong(n, fmt.Sprintf("has the timePeriod %s where a school year or a year is expected", shown(period)), "fetch it again")
	}
	status, text := jsontext.Inner(kind.Raw()), bytes.TrimSpace(jsontext.Inner(value.Raw()))
	v, about, isNumber := parse(text)
	isNumber = isNumber && !withoutValue[string(status)]
	switch {
	case string(status) != exists:
	case isNumber:
		status = about
	default:
		status = text
	}
	s.unit.AddText(s.school)
	s.program.AddText(of.program)
	s.indicator.AddText(of.indicator)
	s.period.Add(when)
	if isNumber {
		s.value.Add(v)
	} else {
		s.value.AddNull()
	}
	s.status.AddSome(status)
	if isNumber && about == nil {
		text = nil
	}
	s.text.AddSome(text)
	s.table.Row(s.row)
	return nil
}

// exists is the type of values that need no explanation.
const exists = "EXISTS"

// withoutValue are the types of values that say why there is none, whatever the text.
var withoutValue = map[string]bool{"OMITTED_DUE_TO_BASED_ON_FEW_PUPILS": true, "MISSING": true, "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION": true}

// abouts are the words and signs before a number that is not exact.
var abouts = [][]byte{[]byte("~"), []byte("cirka"), []byte("ca")}

// parse reads a Swedish number, with the word or sign before it if it is about so and so.
func parse(text []byte) (v float64, about []byte, ok bool) {
	for _, sign := range abouts {
		if rest, found := bytes.CutPrefix(text, sign); found && (sign[0] == '~' || bytes.HasPrefix(rest, []byte(" "))) {
			about, text = sign, bytes.TrimSpace(rest)
			break
		}
	}
	v, ok = delimited.Number(text, ',')
	return v, about, ok
}

func shown(n jsontext.Node) string {
	if n.Raw() == nil {
		return "left out"
	}
	return n.Shown()
}
