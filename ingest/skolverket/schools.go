package skolverket

import (
	"fmt"
	"io"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/rows"
)

// schools gives the rows of a list of schools.
type schools struct {
	*answer
	lists []jsontext.List // not yet read
	one   jsontext.Node   // the only school, where the answer is on one
	row   int

	table                                  rows.Table
	code, name, municipality, forms, years *rows.Text
	latitude, longitude, north, east       *rows.Number
	organiser, abroad                      *rows.Text
}

// openList finds the schools of a page.
func (a *answer) openList(embedded jsontext.Node) (ingest.Reader, error) {
	o, err := a.Object(embedded, "_embedded")
	if err != nil {
		return nil, err
	}
	var lists []jsontext.List
	var ps indicators.Problems
	empty := true
	for _, m := range o.Members {
		if !m.Value.IsArray() {
			ps.Add(a.At(m.Value, fmt.Sprintf("_embedded.%s is %s where an array is expected", m.Key, m.Value.Kind()), ""))
			continue
		}
		empty = empty && m.Value.Empty()
		lists = append(lists, m.Value.List())
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	if empty {
		a.warned.Add(a.At(embedded, "the page has no schools", ""))
	}
	return a.openSchools(&schools{answer: a, lists: lists}), nil
}

func (a *answer) openSchools(s *schools) ingest.Reader {
	t := &s.table
	s.code = t.Text("code", ingest.RoleGeo)
	s.name = t.Text("name", "")
	s.municipality = t.Text("municipality", "")
	s.forms = t.Text("school_forms", "")
	s.years = t.Text("school_years", "")
	s.latitude = t.Number("latitude", "")
	s.longitude = t.Number("longitude", "")
	s.north = t.Number("north", "")
	s.east = t.Number("east", "")
	s.organiser = t.Text("organiser", "")
	s.abroad = t.Text("abroad", "")
	return rows.NewReader(t, nil, s)
}

// next returns the next school.
func (s *schools) next() (n jsontext.Node, ok bool) {
	if n, s.one = s.one, (jsontext.Node{}); n.Raw() != nil {
		return n, true
	}
	for len(s.lists) > 0 {
		if n, ok = s.lists[0].Next(); ok {
			return n, true
		}
		s.lists = s.lists[1:]
	}
	return n, false
}

// Next implements rows.Source: it reads one school.
func (s *schools) Next() error {
	n, ok := s.next()
	if !ok {
		return io.EOF
	}
	s.row++
	o, err := s.Object(n, fmt.Sprintf("school %d", s.row))
	if err != nil {
		return err
	}
	first := func(keys ...string) jsontext.Node {
		for _, k := range keys {
			if v := o.Get(k); !v.Absent() {
				return v
			}
		}
		return jsontext.Node{}
	}
	code := first("code", "schoolUnitCode").Text()
	if code == "" {
		return s.At(n, fmt.Sprintf("school %d has no code", s.row), "fetch a list of schools")
	}
	var ps indicators.Problems
	coordinate := func(keys ...string) (v number) {
		v, err := s.coordinate(code, first(keys...))
		ps.Add(err)
		return v
	}
	// The three kinds of answer call the coordinates each their own way.
	latitude, longitude := coordinate("wgs84_Lat", "wgs84Latitude"), coordinate("wgs84_Long", "wgs84Longitude")
	north, east := coordinate("sweRef_N", "sweref99Latitude"), coordinate("sweRef_E", "sweref99Longitude")
	forms, years, err := s.schooling(code, o.Get("typeOfSchooling"))
	ps.Add(err)
	if err := ps.Err(); err != nil {
		return ps.List()[0]
	}
	s.code.AddText(code)
	s.name.AddText(first("name", "schoolUnitName").Text())
	s.municipality.AddText(o.Get("geographicalAreaCode").Text())
	s.forms.AddText(forms)
	s.years.AddText(years)
	latitude.add(s.latitude)
	longitude.add(s.longitude)
	north.add(s.north)
	east.add(s.east)
	s.organiser.AddText(o.Get("principalOrganizerType").Text())
	s.abroad.AddText(string(o.Get("abroadSchool").Raw()))
	s.table.Row(s.row)
	return nil
}

// number is a number that may be missing.
type number struct {
	v  float64
	ok bool
}

func (n number) add(to *rows.Number) {
	if n.ok {
		to.Add(n.v)
	} else {
		to.AddNull()
	}
}

// coordinate reads a coordinate, which is a text with a decimal point. Where Skolverket has none it writes null for degrees, and 0 for metres.
func (s *schools) coordinate(code string, n jsontext.Node) (number, error) {
	if n.Absent() || n.IsText() && strings.TrimSpace(n.Text()) == "" {
		return number{}, nil
	}
	v, ok := n.Number()
	if n.IsText() {
		v, ok = delimited.Number(n.Text(), '.')
	}
	if !ok {
		return number{}, s.At(n, fmt.Sprintf("school %s has the coordinate %s where a number is expected", code, n.Shown()), "fetch it again")
	}
	return number{v, v != 0}, nil
}

// schooling returns the forms of a school, and its school years by form.
func (s *schools) schooling(code string, list jsontext.Node) (forms, years string, err error) {
	if list.Absent() {
		return "", "", nil
	}
	if !list.IsArray() {
		return "", "", s.At(list, fmt.Sprintf("typeOfSchooling of school %s is %s where an array is expected", code, list.Kind()), "fetch it again")
	}
	var names, all []string
	list.Elements(func(_ int, n jsontext.Node) bool {
		var o jsontext.Object
		if o, err = s.Object(n, "typeOfSchooling of school "+code); err != nil {
			return false
		}
		form := o.Get("code").Text()
		names = append(names, form)
		if y := o.Get("schoolYears"); y.IsArray() && !y.Empty() {
			words := []string{form}
			y.Elements(func(_ int, year jsontext.Node) bool {
				words = append(words, year.Text())
				return true
			})
			all = append(all, strings.Join(words, " "))
		}
		return true
	})
	return strings.Join(names, " "), strings.Join(all, "; "), err
}
