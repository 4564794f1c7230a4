package kolada

import (
	"fmt"
	"io"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/rows"
)

// figures gives the rows of figures.
type figures struct {
	page
	unitKey                           string // municipality or ou
	kpi, unit, period, gender, status *rows.Text
	value, count                      *rows.Number
	deleted                           int
	values                            []figure // of the entry being read
}

// figure is one value of an entry. Its texts are those of the file with their quotation marks.
type figure struct {
	gender, status jsontext.Node
	value, count   number
}

// number is a number that may be null.
type number struct {
	v  float64
	ok bool
}

func openFigures(p page, first jsontext.Node) ingest.Reader {
	f := &figures{page: p, unitKey: "municipality"}
	if first.IsObject() {
		first.Each(func(key, _ jsontext.Node) bool {
			if key.Text() == "ou" {
				f.unitKey = "ou"
			}
			return f.unitKey != "ou"
		})
	}
	t := &f.table
	f.kpi = t.Text("kpi", ingest.RoleMetric)
	f.unit = t.Text(f.unitKey, ingest.RoleGeo)
	f.period = t.Text("period", ingest.RoleTime)
	f.gender = t.Text("gender", ingest.RoleDimension)
	f.value = t.Number("value", ingest.RoleValue)
	f.status = t.Text("status", ingest.RoleStatus)
	f.count = t.Number("count", "")
	return rows.NewReader(t, nil, f)
}

// Next implements rows.Source: it reads one entry.
func (f *figures) Next() error {
	n, ok := f.list.Next()
	if !ok {
		if f.deleted > 0 {
			f.warned.Add(f.Problem(0, fmt.Sprintf("%s marked as deleted and left out", lang.Count(f.deleted, "figure")), ""))
			f.deleted = 0
		}
		return io.EOF
	}
	f.entry++
	if !n.IsObject() {
		return f.problem(n, fmt.Sprintf("is %s where an object is expected", n.Kind()), "")
	}
	var kpi, unit, period, values jsontext.Node
	var err error
	n.Each(func(key, value jsontext.Node) bool {
		var to *jsontext.Node
		switch string(key.Raw()) {
		case `"kpi"`:
			to = &kpi
		case `"municipality"`, `"ou"`:
			switch {
			case string(jsontext.Inner(key.Raw())) == f.unitKey:
				to = &unit
			case !value.IsNull():
				err = f.problem(key, fmt.Sprintf("is of the %s %s, and the first was of a %s", key.Text(), value.Shown(), f.unitKey), "keep the two in files of their own")
				return false
			}
		case `"period"`:
			to = &period
		case `"values"`:
			to = &values
		}
		if to != nil {
			if to.Kind() != "" {
				err = f.problem(key, fmt.Sprintf("gives %s twice", key.Raw()), "keep one of them")
				return false
			}
			*to = value
		}
		return true
	})
	if err != nil {
		return err
	}
	switch {
	case len(jsontext.Inner(kpi.Raw())) == 0:
		return f.problem(n, "has no kpi", "fetch it again")
	case len(jsontext.Inner(unit.Raw())) == 0:
		return f.problem(n, "has no "+f.unitKey, "fetch it again")
	case len(jsontext.Inner(period.Raw())) == 0 && period.Kind() != "a number":
		return f.problem(n, "has no period", "fetch it again")
	case !values.IsArray():
		return f.problem(n, "has no list of values", "fetch it again")
	}
	if err := f.readValues(values); err != nil {
		return err
	}
	when := period.Raw()
	if period.IsText() {
		when = jsontext.Inner(when)
	}
	what, where := jsontext.Inner(kpi.Raw()), jsontext.Inner(unit.Raw())
	for _, v := range f.values {
		f.kpi.Add(what)
		f.unit.Add(where)
		f.period.Add(when)
		f.gender.AddSome(jsontext.Inner(v.gender.Raw()))
		v.value.add(f.value)
		f.status.AddSome(jsontext.Inner(v.status.Raw()))
		v.count.add(f.count)
		f.table.Row(f.entry)
	}
	return nil
}

// add adds the number to a column.
func (n number) add(to *rows.Number) {
	if n.ok {
		to.Add(n.v)
	} else {
		to.AddNull()
	}
}

// readValues reads the figures of an entry, all before the first is added.
func (f *figures) readValues(values jsontext.Node) error {
	f.values = f.values[:0]
	list := values.List()
	for {
		n, ok := list.Next()
		if !ok {
			return nil
		}
		if !n.IsObject() {
			return f.problem(n, fmt.Sprintf("has %s among its values where an object is expected", n.Kind()), "")
		}
		var v figure
		var deleted bool
		var err error
		seen := 0 // bits of the members met
		n.Each(func(key, value jsontext.Node) bool {
			bit := 0
			switch string(key.Raw()) {
			case `"gender"`:
				bit, v.gender = 1, value
				err = f.text(value, "gender")
			case `"status"`:
				bit, v.status = 2, value
				err = f.text(value, "status")
			case `"value"`:
				bit = 4
				v.value, err = f.number(value, "value")
			case `"count"`:
				bit = 8
				v.count, err = f.number(value, "count")
			case `"isdeleted"`:
				bit = 16
				deleted = string(value.Raw()) == "true"
				if !deleted && string(value.Raw()) != "false" && !value.IsNull() {
					err = f.problem(value, fmt.Sprintf("has the isdeleted %s where true or false is expected", value.Shown()), "")
				}
			}
			if seen&bit != 0 {
				err = f.problem(key, fmt.Sprintf("gives %s of a figure twice", key.Raw()), "keep one of them")
			}
			seen |= bit
			return err == nil
		})
		switch {
		case err != nil:
			return err
		case seen&4 == 0:
			return f.problem(n, "has a figure without value", "a figure that is missing has the value null")
		case deleted:
			f.deleted++
		default:
			f.values = append(f.values, v)
		}
	}
}

// text refuses what is neither text nor null.
func (f *figures) text(n jsontext.Node, name string) error {
	if n.IsText() || n.IsNull() {
		return nil
	}
	return f.problem(n, fmt.Sprintf("has the %s %s where a text is expected", name, n.Shown()), "")
}

func (f *figures) number(n jsontext.Node, name string) (number, error) {
	if n.IsNull() {
		return number{}, nil
	}
	v, ok := n.Number()
	switch {
	case ok:
		return number{v, true}, nil
	case n.Kind() == "a number":
		return number{}, f.problem(n, fmt.Sprintf("has the %s %s, which is too large", name, n.Shown()), "")
	}
	return number{}, f.problem(n, fmt.Sprintf("has the %s %s where a number or null is expected", name, n.Shown()), "")
}
