package study

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// The columns of register files, as readers write them.
var (
	areaColumns   = []string{"code", "name", "level", "version", "parent"}
	lookupColumns = []string{"area", "area_version", "in", "in_version", "weight", "basis"}
	validColumns  = []string{"valid_from", "valid_to"}
)

// registerReader gathers areas and memberships, and remembers where each was read.
type registerReader struct {
	areas    []indicators.Area
	members  []indicators.Membership
	changes  []indicators.Succession
	problems indicators.Problems
	warnings []error
	areaAt   map[indicators.AreaID]place
	memberAt map[[2]indicators.AreaID]place
}

// place is a line of a file.
type place struct {
	file string
	line int
}

func (r *registerReader) readAreas(in ingest.Input) int {
	n := 0
	r.read(in, areaColumns, nil, func(line int, cells []string) {
		n++
		a := indicators.Area{Code: cells[0], Name: cells[1], Version: cells[3], Parent: cells[4]}
		level, err := indicators.ParseLevel(cells[2])
		if err != nil {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: "level", What: err.Error()})
			return
		}
		a.Level = level
		if _, twice := r.areaAt[a.ID()]; !twice {
			r.areaAt[a.ID()] = place{in.Name, line}
		}
		r.areas = append(r.areas, a)
	})
	return n
}

func (r *registerReader) readLookup(in ingest.Input) int {
	n := 0
	r.read(in, lookupColumns, validColumns, func(line int, cells []string) {
		n++
		valid, ok := r.valid(in.Name, line, cells[6], cells[7])
		if !ok {
			return
		}
		weight, err := delimited.ParseNumber(cells[4], '.')
		if err != nil {
			r.problems.Add(locate(err, in.Name, line, "weight", "write the share of the area's population, 1 for all of it"))
			return
		}
		m := indicators.Membership{Area: indicators.AreaID{Code: cells[0], Version: cells[1]},
			In: indicators.AreaID{Code: cells[2], Version: cells[3]}, Weight: weight, Basis: cells[5], Valid: valid}
		if m.Basis == "" {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: "basis", What: "the basis is not given",
				Remedy: "say what the statement rests on, such as official or assumption_name_match"})
			return
		}
		pair := [2]indicators.AreaID{m.Area, m.In}
		if _, twice := r.memberAt[pair]; !twice {
			r.memberAt[pair] = place{in.Name, line}
		}
		r.members = append(r.members, m)
	})
	return n
}

// read gives the named columns of every row of delimited text, in their order, and then the optional ones: empty where there is none.
func (r *registerReader) read(in ingest.Input, columns, optional []string, row func(line int, cells []string)) {
	file, err := delimited.Format.Open(in, ingest.Options{Text: true})
	if err != nil {
		r.problems.Add(err)
		return
	}
	defer file.Close()
	before := r.problems.Len()
	find := finder{in.Name, file.Schema(), func(_, what, remedy string) {
		r.problems.Add(indicators.Problem{File: in.Name, Line: 1, What: what, Remedy: remedy})
	}}
	at := make([]int, 0, len(columns)+len(optional))
	for _, name := range columns {
		at = append(at, find.find("", name))
	}
	for _, name := range optional {
		if !file.Schema().HasField(name) {
			at = append(at, -1)
			continue
		}
		at = append(at, find.find("", name))
	}
	if r.problems.Len() > before {
		return
	}
	texts := make([]string, len(at))
	for {
		b, err := file.Next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				r.problems.Add(err)
			}
			return
		}
		for i := range int(b.Record.NumRows()) {
			for j, k := range at {
				if k < 0 {
					continue
				}
				texts[j] = cellsOf(b.Record.Column(k), nil).text(i)
			}
			row(int(b.Lines[i]), texts)
		}
	}
}

// register makes the register and puts the place of every area that it complains about before the complaint.
func (r *registerReader) register() (*indicators.Register, error) {
	r.areasBefore()
	reg, err := indicators.NewRegister(r.areas, r.members, r.changes...)
	for _, e := range split(err) {
		r.problems.Add(r.locate(e))
	}
	return reg, r.problems.Err()
}

func (r *registerReader) locate(err error) error {
	var e *indicators.RegisterError
	if !errors.As(err, &e) {
		return err
	}
	at, ok := r.memberAt[[2]indicators.AreaID{e.Area, e.In}]
	if !ok {
		at = r.areaAt[e.Area]
	}
	return indicators.Problem{File: at.file, Line: at.line, What: e.What, Remedy: e.Remedy}
}

// checkCodes checks the codes that the study file itself names.
func checkCodes(s *Study, reg *indicators.Register, c *checker) {
	city, ok := reg.Find(indicators.AreaID{Code: s.City, Version: s.Version})
	switch {
	case !ok:
		c.fail("city", fmt.Sprintf("city %q of version %q is not among the areas", clip(s.City), clip(s.Version)), "add it to an areas file, or correct city or version")
	case city.Level > indicators.City:
		c.fail("city", fmt.Sprintf("city %q is of level %s, expected city, county or nation", clip(s.City), city.Level), "")
	}
	for i, code := range s.Highlight {
		p := fmt.Sprintf("highlight[%d]", i)
		a, ok := reg.Find(indicators.AreaID{Code: code, Version: s.Version})
		if ok && a.Level == indicators.District {
			continue
		}
		var known []string
		for _, d := range reg.AtLevel(indicators.District, s.Version) {
			known = append(known, d.Code)
		}
		c.oneOf(p, "district", code, known, false)
		if slices.Contains(s.Highlight[:i], code) {
			c.fail(p, fmt.Sprintf("district %q is named twice", clip(code)), "remove one")
		}
	}
}

// split takes joined errors apart.
func split(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// locate gives an error without a place one, and a remedy where it has none.
func locate(err error, file string, line int, column, remedy string) error {
	var p indicators.Problem
	if !errors.As(err, &p) {
		p.What = err.Error()
	}
	p.File, p.Line, p.Column = file, line, column
	if p.Remedy == "" {
		p.Remedy = remedy
	}
	return p
}
