package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// skolverket is version 4 of the interface of planned educations of the Swedish National Agency for Education: school units, and statistics of
// each. One call gives all the statistics of one unit and one form of schooling, over all years.
type skolverket struct {
	Query
	at place
}

const skolverketAccept = "application/vnd.skolverket.plannededucations.api.v4.hal+json"

// The tables of Skolverket.
const (
	statisticsTable = "statistics"
	unitsTable      = "school-units"
)

var (
	skolverketSelections = []string{"unit", "municipality", "form", "year"}
	unitPattern          = regexp.MustCompile(`^\d{8}$`)
	municipalityPattern  = regexp.MustCompile(`^\d{4}$`)
	formPattern          = regexp.MustCompile(`^[a-z]{2,6}$`)
	schoolYearPattern    = regexp.MustCompile(`^(19|20)\d\d/\d\d$`)
)

func (s skolverket) address() place {
	at := s.at
	at.accept = skolverketAccept
	return at
}

// forms are the forms of schooling; compulsory school where none is selected.
func (s skolverket) forms() []string {
	if f := s.Select["form"]; len(f) > 0 {
		return slices.Compact(slices.Sorted(slices.Values(f)))
	}
	return []string{"gr"}
}

func (s skolverket) checkQuery() error {
	var ps indicators.Problems
	ps.Add(s.checkSelections(skolverketSelections))
	if s.Table != "" && s.Table != statisticsTable && s.Table != unitsTable {
		ps.Add(s.problem(unknown("table", s.Table, []string{statisticsTable, unitsTable}), "Skolverket has statistics and school-units"))
	}
	each := func(key string, fits *regexp.Regexp, remedy string) {
		for _, text := range s.Select[key] {
			if !fits.MatchString(text) {
				ps.Add(s.problem(fmt.Sprintf("%s: %q is none", key, shown(text)), remedy))
			}
		}
	}
	each("municipality", municipalityPattern, "write the four digits of a municipality, as 1490")
	each("form", formPattern, "write the letters of a form of schooling, as gr")
	each("year", schoolYearPattern, "write a school year as 2024/25")
	if len(s.Select["municipality"]) == 0 {
		each("unit", unitPattern, "write the eight digits of a school unit, or give municipality too")
		if len(s.Select["unit"]) == 0 {
			ps.Add(s.problem("neither unit nor municipality is selected", "give municipality, as 1490, or the codes of school units"))
		}
		if s.Table == unitsTable {
			ps.Add(s.problem("no municipality is selected", "give municipality, as 1490"))
		}
	}
	return ps.Err()
}

func (s skolverket) outline() Plan {
	p := Plan{Table: s.table(), Format: "skolverket", Source: skolverketSource, Licence: openLicence}
	for _, m := range s.Select["municipality"] {
		for _, f := range s.forms() {
			p.Read = append(p.Read, s.unitsCall(m, f, Limits{}, 0))
		}
	}
	switch {
	case s.Table == unitsTable:
		p.Calls, p.Read = p.Read, nil
	case len(p.Read) == 0:
		p.Calls = s.statisticsCalls(s.Select["unit"], false)
	default:
		p.Notes = []string{"there is a call for each school unit of the municipality, which are known when they are read"}
	}
	return p
}

func (s skolverket) table() string {
	if s.Table == "" {
		return statisticsTable
	}
	return s.Table
}

func (s skolverket) plan(ctx context.Context, c *Client) (Plan, error) {
	if err := s.checkQuery(); err != nil {
		return Plan{}, err
	}
	p := Plan{Table: s.table(), Format: "skolverket", Source: skolverketSource, Licence: openLicence}
	for _, y := range s.Select["year"] {
		p.expects = append(p.expects, "year "+y)
	}
	if s.Table == unitsTable {
		p.Title, p.expects = "Skolenheter", nil
		for _, m := range s.Select["municipality"] {
			for _, f := range s.forms() {
				p.Calls = append(p.Calls, s.unitsCall(m, f, c.options.Limits, 0))
			}
		}
		return p, nil
	}
	p.Title = "Statistik per skolenhet"
	if len(s.Select["municipality"]) == 0 {
		units := slices.Compact(slices.Sorted(slices.Values(s.Select["unit"])))
		p.Calls = s.statisticsCalls(units, false)
		return p, nil
	}
	for _, f := range s.forms() {
		var found []Value
		for _, m := range s.Select["municipality"] {
			units, err := s.units(ctx, c, &p, m, f)
			if err != nil {
				return Plan{}, err
			}
			found = append(found, units...)
		}
		texts := s.Select["unit"]
		if len(texts) == 0 {
			texts = []string{"*"}
		}
		if len(found) == 0 {
			p.Notes = append(p.Notes, fmt.Sprintf("no school unit of %s has the form %s", strings.Join(s.Select["municipality"], ", "), f))
			continue
		}
		selected, wrong := pick(texts, found)
		var ps indicators.Problems
		for _, w := range wrong {
			ps.Add(s.problem("unit: "+w, "list the units with jamlik fetch search"))
		}
		if err := ps.Err(); err != nil {
			return Plan{}, err
		}
		one := s
		one.Select = map[string][]string{"form": {f}, "year": s.Select["year"]}
		p.Calls = append(p.Calls, one.statisticsCalls(codesOfValues(selected), true)...)
	}
	if len(p.Calls) == 0 {
		return Plan{}, s.problem(strings.Join(p.Notes, "; "), "select another municipality or form")
	}
	return p, nil
}

// statisticsCalls returns the calls for units. A unit of a list may have no statistics; one that the query names should.
func (s skolverket) statisticsCalls(units []string, listed bool) []Call {
	var out []Call
	for _, u := range units {
		for _, f := range s.forms() {
			call := s.address().call(nil, "v4", "school-units", u, "statistics", f)
			call.verify = func(c Call, _ string, text []byte) (answer, error) { return verifyStatistics(c, u, text) }
			if listed {
				call.absent = fmt.Sprintf("the school unit %s has no statistics of the form %s", u, f)
			}
			out = append(out, call)
		}
	}
	return out
}

// verifyStatistics tells whether an answer is about the unit that was asked for, and which years it has.
func verifyStatistics(call Call, unit string, text []byte) (answer, error) {
	d, body, err := skolverketBody(call, text)
	if err != nil {
		return answer{}, err
	}
	if got := body.Get("schoolUnit").Text(); got != unit {
		return answer{}, call.problem(fmt.Sprintf("the answer is about the school unit %q", shown(got)), "fetch it again later")
	}
	var a answer
	seen := map[string]bool{}
	for _, m := range body.Members {
		if !m.Value.IsArray() {
			continue
		}
		m.Value.Elements(func(_ int, n jsontext.Node) bool {
			if !n.IsObject() {
				return true
			}
			v, e := d.Object(n, m.Key)
			if e != nil {
				err = e
				return false
			}
			if year := "year " + v.Get("timePeriod").Text(); !seen[year] {
				seen[year] = true
				a.has = append(a.has, year)
			}
			return true
		})
	}
	return a, err
}

// skolverketBody returns the body member of an answer.
func skolverketBody(call Call, text []byte) (jsontext.Document, jsontext.Object, error) {
	d, err := jsontext.Parse(call.Method+" "+call.URL, "an answer of Skolverket", text)
	if err != nil {
		return d, jsontext.Object{}, err
	}
	o, err := d.Object(d.Root(), "the answer")
	if err != nil {
		return d, jsontext.Object{}, err
	}
	if !o.Get("body").IsObject() {
		return d, jsontext.Object{}, d.At(d.Root(), "this is no answer of Skolverket: it has no body", "check the base")
	}
	body, err := d.Object(o.Get("body"), "body")
	return d, body, err
}

// unitsCall returns the call for a page of the school units of a municipality.
func (s skolverket) unitsCall(municipality, form string, l Limits, page int) Call {
	size := l.Page
	if size <= 0 {
		size = 50
	}
	query := url.Values{"geographicalAreaCode": {municipality}, "typeOfSchooling": {form}, "page": {strconv.Itoa(page)}, "size": {strconv.Itoa(size)}}
	call := s.address().call(query, "v4", "school-units")
	call.verify = func(c Call, _ string, text []byte) (answer, error) {
		_, pages, err := parseUnits(c, municipality, form, text)
		var a answer
		if page+1 < pages {
			next := s.unitsCall(municipality, form, l, page+1)
			a.next = &next
		}
		return a, err
	}
	return call
}

// units lists the school units of a municipality.
func (s skolverket) units(ctx context.Context, c *Client, p *Plan, municipality, form string) ([]Value, error) {
	var out []Value
	for page := 0; ; page++ {
		call := s.unitsCall(municipality, form, c.options.Limits, page)
		if p != nil {
			p.Read = append(p.Read, call)
		}
		r, err := c.do(ctx, s.address(), call, condition{})
		if refusal, ok := err.(*refused); ok && refusal.status == http.StatusNotFound && page == 0 {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		found, pages, err := parseUnits(call, municipality, form, r.body)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if page+1 >= pages {
			return out, nil
		}
		if len(found) == 0 || page >= c.options.Limits.Parts {
			return nil, call.problem("the list of school units leads on without end", "fetch it again later")
		}
	}
}

// parseUnits reads a page of school units, and how many pages there are. The server passes by filters that it does not know and then lists the
// whole country: every unit is looked at.
func parseUnits(call Call, municipality, form string, text []byte) (units []Value, pages int, err error) {
	d, body, err := skolverketBody(call, text)
	if err != nil {
		return nil, 0, err
	}
	embedded, err := d.Object(body.Get("_embedded"), "_embedded")
	if err != nil {
		return nil, 0, err
	}
	page, err := d.Object(body.Get("page"), "page")
	if err != nil {
		return nil, 0, err
	}
	list := embedded.Get("listedSchoolUnits")
	if list.Absent() && positive(page.Get("totalElements")) == 0 && !page.Get("totalElements").Absent() {
		return nil, 0, nil // none of the form
	}
	if !list.IsArray() {
		return nil, 0, d.At(d.Root(), "this is not a list of school units", "check the base")
	}
	list.Elements(func(i int, n jsontext.Node) bool {
		u, e := d.Object(n, "listedSchoolUnits")
		if e != nil {
			err = e
			return false
		}
		code, area := u.Get("code").Text(), u.Get("geographicalAreaCode").Text()
		switch {
		case !unitPattern.MatchString(code):
			err = d.At(n, fmt.Sprintf("school unit %d has the code %q, expected eight digits", i+1, shown(code)), "")
		case area != municipality:
			err = d.At(n, fmt.Sprintf("the server lists the school unit %s of %s, though those of %s were asked for", code, shown(area), municipality), "the interface may have changed; fetch it again later")
		case !hasForm(d, u.Get("typeOfSchooling"), form):
			err = d.At(n, fmt.Sprintf("the server lists the school unit %s, which does not have the form %s that was asked for", code, form), "the interface may have changed; fetch it again later")
		}
		units = append(units, Value{Code: code, Label: shown(u.Get("name").Text())})
		return err == nil
	})
	return units, positive(page.Get("totalPages")), err
}

func hasForm(d jsontext.Document, n jsontext.Node, form string) bool {
	found := false
	if n.IsArray() {
		n.Elements(func(_ int, v jsontext.Node) bool {
			if o, err := d.Object(v, "typeOfSchooling"); err == nil {
				found = found || o.Get("code").Text() == form
			}
			return !found
		})
	}
	return found
}

func (s skolverket) describe(ctx context.Context, c *Client) (Description, error) {
	d := Description{API: s.API, Base: s.at.base.String(), Table: s.table(), Language: s.at.language, Title: "Skolverket", Source: skolverketSource, Licence: openLicence}
	d.Dimensions = []Dimension{{Code: "municipality", Label: "kommun", Role: "geo"}}
	for _, m := range s.Select["municipality"] {
		if !municipalityPattern.MatchString(m) {
			return Description{}, s.problem(fmt.Sprintf("municipality: %q is none", shown(m)), "write the four digits of a municipality, as 1490")
		}
		for _, f := range s.forms() {
			units, err := s.units(ctx, c, nil, m, f)
			if err != nil {
				return Description{}, err
			}
			d.Dimensions = append(d.Dimensions, Dimension{Code: "unit", Label: "skolenhet i " + m + ", " + f, Role: "geo", Values: units})
		}
	}
	d.Dimensions = append(d.Dimensions, Dimension{Code: "form", Label: "skolform"}, Dimension{Code: "year", Label: "läsår", Role: "time"})
	d.Notes = []string{"an answer has every year: years that are selected are only looked for"}
	return d, nil
}

func (s skolverket) search(ctx context.Context, c *Client, text string) ([]Table, error) {
	if !municipalityPattern.MatchString(text) {
		return nil, s.problem(fmt.Sprintf("%q is no municipality", shown(text)), "Skolverket is searched by municipality: write its four digits, as 1490")
	}
	var out []Table
	for _, f := range s.forms() {
		units, err := s.units(ctx, c, nil, text, f)
		if err != nil {
			return nil, err
		}
		for _, u := range units {
			out = append(out, Table{ID: u.Code, Title: u.Label, Notes: []string{f}})
		}
	}
	return out, nil
}

func (s skolverket) check(ctx context.Context, c *Client, old snapshot.Snapshot) (bool, string, error) {
	p, err := s.plan(ctx, c)
	if err != nil {
		return false, "", err
	}
	for _, call := range p.Calls {
		there := slices.ContainsFunc(old.Parts, func(part snapshot.Part) bool { return part.URL == call.URL })
		if !there && (call.absent == "" || !slices.Contains(old.Notes, call.absent)) {
			return true, call.URL + " is new", nil
		}
	}
	return c.checkParts(ctx, s.address(), old)
}
