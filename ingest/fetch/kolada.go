package fetch

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// kolada is version 3 of the interface of Kolada: key figures of municipalities and regions, and of units such as schools.
type kolada struct {
	Query
	at place
}

// What Kolada and Skolverket say of themselves is not in their answers.
const (
	koladaSource     = "Källa: Kolada"
	skolverketSource = "Källa: Skolverket"
	openLicence      = "öppna data, källan anges"
)

// koladaSelections are what can be selected, in the order of the addresses.
var koladaSelections = []string{"kpi", "municipality", "ou", "year"}

var yearPattern = regexp.MustCompile(`^(19|20)\d\d$`)

func (s kolada) address() place { return s.at }

// checkSelections tells what of a selection an interface without tables does not know.
func (q Query) checkSelections(known []string) error {
	var ps indicators.Problems
	for _, key := range sortedKeys(q.Select) {
		if !slices.Contains(known, key) {
			ps.Add(q.problem(unknown("selection", key, known), q.API+" has "+strings.Join(known, ", ")))
		}
		for _, text := range q.Select[key] {
			if text == "" || strings.ContainsAny(text, "\\#%\x00") || len(text) > 100 {
				ps.Add(q.problem(fmt.Sprintf("%s: %q selects nothing", key, shown(text)), "give ids"))
			}
		}
	}
	if len(q.Codelists) > 0 {
		ps.Add(q.problem(q.API+" has no code lists", "leave codelists out"))
	}
	return ps.Err()
}

// all tells whether everything of a kind is wanted: the segment of the address then is left out.
func (s kolada) all(key string) bool {
	texts := s.Select[key]
	return len(texts) == 0 || slices.Contains(texts, "*")
}

// unit is what the figures are of: municipality or ou.
func (s kolada) unit() string {
	if len(s.Select["ou"]) > 0 {
		return "ou"
	}
	return "municipality"
}

// checkQuery tells what is wrong with the selection as it is written.
func (s kolada) checkQuery() error {
	var ps indicators.Problems
	ps.Add(s.checkSelections(koladaSelections))
	given := 0
	for _, key := range []string{"kpi", s.unit(), "year"} {
		if !s.all(key) || key == "ou" && len(s.Select["municipality"]) > 0 {
			given++
		}
	}
	if given < 2 {
		ps.Add(s.problem("too little is selected: Kolada answers where two of kpi, "+s.unit()+" and year are given", "give ids of two of them"))
	}
	return ps.Err()
}

// years expands the selection of years. Kolada does not tell which it has.
func (s kolada) years(now int) ([]string, error) {
	if s.all("year") {
		return nil, nil
	}
	var ps indicators.Problems
	var out []string
	for _, text := range s.Select["year"] {
		e, err := parseExpression(text)
		first, last := e.first, e.last
		switch {
		case err != nil:
			ps.Add(s.problem("year: "+err.Error(), ""))
			continue
		case e.function == "" && !e.isMask():
			first, last = text, text
		case e.function == "from":
			last = strconv.Itoa(now)
		case e.function == "range":
		default:
			ps.Add(s.problem(fmt.Sprintf("year: %s cannot be expanded, for Kolada does not tell which years it has", text), "give years, range(2018,2024) or from(2018)"))
			continue
		}
		if !yearPattern.MatchString(first) || !yearPattern.MatchString(last) || first > last {
			ps.Add(s.problem(fmt.Sprintf("year: %s is no year or span of years", text), "write 2024 or range(2018,2024)"))
			continue
		}
		from, _ := strconv.Atoi(first)
		to, _ := strconv.Atoi(last)
		for y := from; y <= to; y++ {
			out = append(out, strconv.Itoa(y))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), ps.Err()
}

func (s kolada) pageQuery(l Limits, page int) url.Values {
	size := l.Page
	if size <= 0 {
		size = 5000
	}
	return url.Values{"page": {strconv.Itoa(page)}, "per_page": {strconv.Itoa(size)}}
}

func (s kolada) outline() Plan {
	p := Plan{Format: "kolada", Source: koladaSource, Licence: openLicence}
	if !s.all("kpi") {
		p.Read = append(p.Read, s.at.call(nil, "kpi", strings.Join(s.Select["kpi"], ",")))
	}
	if !s.all("municipality") {
		p.Read = append(p.Read, s.at.call(s.pageQuery(Limits{}, 1), "municipality"))
	}
	p.Calls = []Call{s.at.call(s.pageQuery(Limits{}, 1), s.segments(s.Select)...)}
	p.Notes = []string{"the ids are verified against the catalogue, and masks expanded by it, before the calls are known; further pages follow as the answers say"}
	return p
}

// segments returns the address of figures.
func (s kolada) segments(selected map[string][]string) []string {
	out := []string{"data"}
	if s.unit() == "ou" {
		out[0] = "oudata"
	}
	for _, key := range []string{"kpi", s.unit(), "year"} {
		if ids := selected[key]; len(ids) > 0 && !slices.Contains(ids, "*") {
			out = append(out, key, strings.Join(ids, ","))
		}
	}
	return out
}

func (s kolada) plan(ctx context.Context, c *Client) (Plan, error) {
	if err := s.checkQuery(); err != nil {
		return Plan{}, err
	}
	p := Plan{Format: "kolada", Source: koladaSource, Licence: openLicence}
	var ps indicators.Problems
	selected := map[string][]string{}
	kpis, err := s.kpis(ctx, c, &p)
	ps.Add(err)
	for _, k := range kpis {
		selected["kpi"] = append(selected["kpi"], k.Code)
	}
	units, err := s.units(ctx, c, &p)
	ps.Add(err)
	selected[s.unit()] = units
	selected["year"], err = s.years(c.options.Now().Year())
	ps.Add(err)
	if err := ps.Err(); err != nil {
		return Plan{}, err
	}
	p.Title = titles(kpis)
	var parts []chosen
	for _, key := range []string{"kpi", s.unit(), "year"} {
		if len(selected[key]) > 0 {
			parts = append(parts, chosen{dimension: key, codes: selected[key]})
			for _, id := range selected[key] {
				p.expects = append(p.expects, key+" "+id)
			}
		}
	}
	n := 1
	for _, d := range parts {
		n = times(n, (len(d.codes)+c.options.Limits.Segment-1)/c.options.Limits.Segment)
	}
	if n > c.options.Limits.Parts {
		return Plan{}, s.problem(fmt.Sprintf("the query would take %d calls, more than the %d that are made for one", n, c.options.Limits.Parts), "select less, or fetch it in several")
	}
	for _, ids := range chunks(parts, c.options.Limits.Segment) {
		p.Calls = append(p.Calls, s.dataCall(ids, c.options.Limits, 1))
	}
	return p, nil
}

// chunks returns every combination of at most size ids of each kind.
func chunks(parts []chosen, size int) []map[string][]string {
	out := []map[string][]string{{}}
	for _, d := range parts {
		var next []map[string][]string
		for _, o := range out {
			for ids := range slices.Chunk(d.codes, size) {
				m := map[string][]string{d.dimension: ids}
				for k, v := range o {
					m[k] = v
				}
				next = append(next, m)
			}
		}
		out = next
	}
	return out
}

// titles names what is fetched by at most three of the names.
func titles(values []Value) string {
	var out []string
	for i, v := range values {
		if i == 3 {
			return strings.Join(out, "; ") + fmt.Sprintf(" (+%d)", len(values)-3)
		}
		out = append(out, v.Label)
	}
	return strings.Join(out, "; ")
}

// dataCall returns the call for figures. The answer is verified: what is not known is answered with everything or nothing, and status 200.
func (s kolada) dataCall(ids map[string][]string, l Limits, page int) Call {
	call := s.at.call(s.pageQuery(l, page), s.segments(ids)...)
	call.verify = func(c Call, _ string, text []byte) (answer, error) {
		a, more, err := verifyFigures(c, s.unit(), ids, page, text)
		if more {
			next := s.dataCall(ids, l, page+1)
			a.next = &next
		}
		return a, err
	}
	return call
}

// verifyFigures compares a page of figures with the ids that were asked for, and tells which of them it has and whether another page follows.
func verifyFigures(call Call, unit string, ids map[string][]string, page int, text []byte) (a answer, more bool, err error) {
	d, o, list, err := koladaPage(call.Method+" "+call.URL, text)
	if err != nil {
		return answer{}, false, err
	}
	n := 0
	seen := map[string]bool{}
	list.Elements(func(i int, v jsontext.Node) bool {
		n++
		figure, e := d.Object(v, "values")
		if e != nil {
			err = e
			return false
		}
		for _, key := range []string{"kpi", unit, "year"} {
			name := key
			if key == "year" {
				name = "period"
			}
			id := figure.Get(name).Text()
			if id == "" {
				id = string(figure.Get(name).Raw()) // the period is a number
			}
			if want := ids[key]; len(want) > 0 && !slices.Contains(want, id) {
				err = d.At(v, fmt.Sprintf("the answer has %s %s, which was not asked for", name, shown(id)), "fetch it again later")
				return false
			}
			if has := key + " " + id; !seen[has] {
				seen[has] = true
				a.has = append(a.has, has)
			}
		}
		return true
	})
	if err != nil {
		return answer{}, false, err
	}
	more = leadsOn(o)
	if count := positive(o.Get("count")); page == 1 && !more && count != n && !o.Get("count").Absent() {
		return answer{}, false, call.problem(fmt.Sprintf("the answer says that it has %d values and has %d", count, n), "fetch it again later")
	}
	if more && n == 0 {
		return answer{}, false, call.problem("the answer is empty and leads on", "fetch it again later")
	}
	return a, more, nil
}
