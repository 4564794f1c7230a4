package study

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// mapping turns the rows of one data file into observations: it knows which column is what, reads numbers and markers, and keeps
// what it cannot read as problems with their line. It never computes.
type mapping struct {
	in      *Input
	file    string // that is being read: one part of several, perhaps
	markers markers
	decimal rune
	version string             // area version where the file has no column for it
	sources map[string]string  // indicator → its source, where the input names none
	per     map[string]float64 // of the indicators that are shares and rates
	schema  *arrow.Schema
	plan    plan

	versions []string                                // of the study's versions, each with the periods that it has figures of
	areas    map[indicators.AreaID]indicators.AreaID // code and version as found → area
	assumed  map[indicators.AreaID]bool              // areas of which nothing but the study says the version
	periods  map[string]indicators.Period
	groups   map[string]indicators.Group
	problems indicators.Problems
	rows     int // read
	kept     int // not left out by keep
}

// plan is where in a file's schema everything stands; −1 is nowhere.
type plan struct {
	area, version, period, indicator, group, note int
	dims                                          []dimension
	values                                        []valuePlan
	keep                                          []keepPlan
	recode                                        map[int]map[string]string
	loose                                         []loose
	cells                                         *roleCells // nil where every row is an observation of its own
}

type dimension struct {
	dim    string
	column int
}

// valuePlan is one observation of each row. Texts are those of a wide file's entry; where empty, the row's column or the constant.
type valuePlan struct {
	value, numerator, denominator, lower, upper, status int
	indicator, period                                   string
	group                                               []indicators.Category
}

type keepPlan struct {
	name   string
	column int
	texts  []string
	seen   []bool // by text
}

// newMapping resolves the columns of an input in a file's schema. Problems are told through fail, which takes the path of a key of
// the input, because the study file is where they are mended.
func newMapping(s *Study, in *Input, format string, schema *arrow.Schema, fail func(path, what, remedy string)) *mapping {
	in = in.filled(schema, fail)
	m := &mapping{areas: make(map[indicators.AreaID]indicators.AreaID), assumed: make(map[indicators.AreaID]bool), in: in, schema: schema, markers: markersOf(in, format), decimal: '.', version: in.AreaVersion, sources: make(map[string]string), per: make(map[string]float64),
		periods: make(map[string]indicators.Period), groups: make(map[string]indicators.Group)}
	if in.Decimal == "," {
		m.decimal = ','
	}
	if m.version == "" {
		m.version = s.Version
	}
	for _, v := range s.Versions {
		m.versions = append(m.versions, v.Version)
	}
	for _, ind := range s.Indicators {
		m.sources[ind.ID], m.per[ind.ID] = ind.Source, ind.Per
	}
	f := finder{file: in.name(), schema: schema, fail: fail}
	role := func(name string) int { return m.role(f, name) }
	m.plan = plan{area: role("area"), version: role("area_version"), period: role("period"), group: role("group"), note: role("note"),
		indicator: -1, recode: make(map[int]map[string]string)}
	for _, dim := range slices.Sorted(maps.Keys(in.Groups)) {
		m.plan.dims = append(m.plan.dims, dimension{dim, f.find("groups."+dim, in.Groups[dim])})
	}
	for i, v := range in.Values {
		p := fmt.Sprintf("values[%d].", i)
		g, _ := indicators.ParseGroup(v.Group) // the checker has seen it
		m.plan.values = append(m.plan.values, valuePlan{value: f.find(p+"column", v.Column), numerator: f.find(p+"numerator", v.Numerator),
			denominator: f.find(p+"denominator", v.Denominator), lower: -1, upper: -1, status: -1,
			indicator: v.Indicator, period: v.Period, group: g.Categories()})
	}
	m.plan.values = append(m.plan.values, m.wideValues(f)...)
	if len(in.Values) == 0 && len(in.Wide) == 0 {
		m.plan.values = []valuePlan{{value: role("value"), numerator: role("numerator"), denominator: role("denominator"),
			lower: role("lower"), upper: role("upper"), status: role("status")}}
	}
	if slices.ContainsFunc(m.plan.values, func(v valuePlan) bool { return v.indicator == "" }) {
		m.plan.indicator = role("indicator")
	}
	for _, column := range slices.Sorted(maps.Keys(in.Recode)) {
		if i := f.find("recode."+column, column); i >= 0 {
			m.plan.recode[i] = in.Recode[column]
		}
	}
	for _, column := range slices.Sorted(maps.Keys(in.Keep)) {
		texts := in.Keep[column]
		m.plan.keep = append(m.plan.keep, keepPlan{column, f.find("keep."+column, column), texts, make([]bool, len(texts))})
	}
	m.plan.cells = m.newRoleCells(f)
	m.plan.loose = m.loosePlan(schema)
	m.complete(f)
	return m
}

// fits tells whether a further file has the columns that the mapping was made for.
func (m *mapping) fits(s *arrow.Schema) bool {
	return slices.EqualFunc(m.schema.Fields(), s.Fields(), func(a, b arrow.Field) bool { return a.Name == b.Name })
}

// finder looks columns up by name.
type finder struct {
	file   string
	schema *arrow.Schema
	fail   func(path, what, remedy string)
}

// find returns the position of a column, −1 where none is named or there is no such column.
func (f finder) find(path, column string) int {
	if column == "" {
		return -1
	}
	at := f.schema.FieldIndices(column)
	switch len(at) {
	case 1:
		return at[0]
	case 0:
		f.fail(path, fmt.Sprintf("%s has no column %q", f.file, clip(column)), f.remedy(column))
	default:
		f.fail(path, fmt.Sprintf("%s has %d columns %q", f.file, len(at), clip(column)), "rename all but one in the file")
	}
	return -1
}

func (f finder) remedy(column string) string {
	var names []string
	for _, field := range f.schema.Fields() {
		names = append(names, field.Name)
	}
	if len(names) == 1 && strings.ContainsAny(names[0], ",;\t|") {
		return fmt.Sprintf("its only column is %q: check the delimiter", clip(names[0]))
	}
	more := ""
	if len(names) > 30 {
		names, more = names[:30], fmt.Sprintf(" … (%d in all)", len(names))
	}
	list := "its columns are " + strings.Join(names, ", ") + more
	if near, ok := lang.Nearest(column, names); ok {
		return fmt.Sprintf("did you mean %q? %s", near, list)
	}
	return list
}

// observations reads all rows and gives one observation for each value to add. Faults of the reader and of cells are returned
// together; the observations given before one must then not be used. It stops early where nobody takes them any more.
// What is plain goes straight into the sink where there is one.
func (m *mapping) observations(file string, r ingest.Reader, add func(indicators.Observation), into *sink, enough func() bool) error {
	m.file = file
	next, stop := ahead(r)
	defer stop()
	for !enough() {
		b, err := next()
		if errors.Is(err, io.EOF) {
			return m.problems.Err()
		}
		if err != nil {
			m.problems.Add(err)
			return m.problems.Err()
		}
		m.batch(b, add, into)
	}
	return nil
}

// ahead reads the next batch while the one before it is looked at. Nothing is read any more when stop returns.
func ahead(r ingest.Reader) (next func() (ingest.Batch, error), stop func()) {
	type read struct {
		batch ingest.Batch
		err   error
	}
	reads, stopped := make(chan read), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			var one read
			one.batch, one.err = r.Next()
			select {
			case reads <- one:
			case <-stopped:
				return
			}
			if one.err != nil {
				return
			}
		}
	})
	next = func() (ingest.Batch, error) {
		one := <-reads
		return one.batch, one.err
	}
	return next, func() {
		close(stopped)
		wg.Wait()
	}
}

func (m *mapping) batch(b ingest.Batch, add func(indicators.Observation), into *sink) {
	columns := make([]cells, b.Record.NumCols())
	for i := range columns {
		columns[i] = cellsOf(b.Record.Column(i), m.plan.recode[i])
	}
	at := func(i int) cells {
		if i < 0 {
			return cells{}
		}
		return columns[i]
	}
	row := row{mapping: m, at: at, names: b.Record.Schema()}
	d := m.direct(row, int(b.Record.NumRows()), into)
	for i := range int(b.Record.NumRows()) {
		m.rows++
		row.i, row.line = i, b.Lines[i]
		if d != nil && d.left(i) || d == nil && row.left() {
			continue
		}
		m.kept++
		row.checkLoose()
		for j := range m.plan.values {
			if d != nil && d.take(j, i, row.line) {
				continue
			}
			switch o, ok := row.observation(&m.plan.values[j]); {
			case !ok:
			case m.plan.cells != nil:
				m.plan.cells.take(row, o)
			default:
				add(o)
			}
		}
	}
}

// row is one row of a batch.
type row struct {
	*mapping
	at    func(column int) cells
	i     int
	line  int32
	names *arrow.Schema
}

// left tells whether the study leaves the row out.
func (r row) left() bool {
	for _, k := range r.plan.keep {
		j := slices.Index(k.texts, r.at(k.column).found(r.i))
		if j < 0 {
			return true
		}
		k.seen[j] = true
	}
	return false
}

// meant returns the text of a column, or the constant of a role that has none.
func (r row) meant(column int, role string) string {
	if column < 0 {
		return r.in.Constant[role]
	}
	return r.at(column).text(r.i)
}

func (r row) fail(column int, role, what, remedy string) {
	name := role
	if column >= 0 {
		name = r.names.Field(column).Name
	}
	r.problems.Add(indicators.Problem{File: r.file, Line: int(r.line), Column: name, What: what, Remedy: remedy})
}

// observation reads one value of the row. It is not ok when something could not be read, which is then among the problems.
func (r row) observation(v *valuePlan) (indicators.Observation, bool) {
	before := r.problems.Len()
	o := indicators.Observation{
		Indicator: v.indicator,
		Area:      indicators.AreaID{Code: r.meant(r.plan.area, "area"), Version: r.meant(r.plan.version, "area_version")},
		Period:    r.period(v),
		Group:     r.group(v),
		Note:      r.note(),
		Source:    r.in.Source,
		Origin:    indicators.Origin{File: r.file, Row: r.line},
	}
	if o.Indicator == "" {
		o.Indicator = r.meant(r.plan.indicator, "indicator")
	}
	if o.Indicator == "" {
		r.fail(r.plan.indicator, "indicator", "no indicator is named", "fill it in, or leave the row out with keep")
	}
	if o.Area.Code == "" {
		r.fail(r.plan.area, "area", "no area is named", "fill it in, or leave the row out with keep")
	}
	o.Area = r.area(o.Area)
	if o.Source == "" {
		o.Source = r.sources[o.Indicator]
	}
	o.Value, o.Status = r.number(v.value)
	o.Numerator, _ = r.number(v.numerator)
	o.Denominator, _ = r.number(v.denominator)
	o.Lower, _ = r.number(v.lower)
	o.Upper, _ = r.number(v.upper)
	r.state(v, &o)
	return o, r.problems.Len() == before
}

func (r row) note() string {
	note := r.meant(r.plan.note, "note")
	if note != "" && r.in.Note != "" {
		return r.in.Note + "; " + note
	}
	return r.in.Note + note
}

func (r row) period(v *valuePlan) indicators.Period {
	text := v.period
	if text == "" {
		text = r.meant(r.plan.period, "period")
	}
	if p, ok := r.periods[text]; ok {
		return p
	}
	p, err := indicators.ParsePeriod(text)
	if err != nil {
		r.fail(r.plan.period, "period", err.Error(), "recode it, or leave the row out with keep")
		return p
	}
	r.periods[text] = p
	return p
}

// group joins the group of the value, the row's group and the dimensions that have columns of their own.
func (r row) group(v *valuePlan) indicators.Group {
	parts := make([]string, 0, 8)
	whole := r.meant(r.plan.group, "group")
	parts = append(parts, whole)
	for _, d := range r.plan.dims {
		parts = append(parts, r.at(d.column).text(r.i))
	}
	for _, c := range v.group {
		parts = append(parts, c.Dim, c.Value)
	}
	key := strings.Join(parts, "\x00")
	if g, ok := r.groups[key]; ok {
		return g
	}
	g, err := indicators.ParseGroup(whole)
	categories := append(g.Categories(), v.group...)
	for i, d := range r.plan.dims {
		if value := parts[1+i]; value != "" {
			categories = append(categories, indicators.Category{Dim: d.dim, Value: value})
		}
	}
	if err == nil {
		g, err = indicators.NewGroup(categories...)
	}
	if err != nil {
		r.fail(r.plan.group, "group", err.Error(), "recode the column that it comes from")
		return g
	}
	r.groups[key] = g
	return g
}

// number reads a cell that holds a number or a marker. The status is Reported for a number, and Missing where the file has no such column, whatever an empty cell
// means.
func (r row) number(column int) (indicators.Number, indicators.Status) {
	if column < 0 {
		return indicators.Number{}, indicators.Missing
	}
	c := r.at(column)
	if v, ok := c.number(r.i); ok {
		return indicators.Num(v), indicators.Reported
	}
	text := c.text(r.i)
	if s, ok := r.markers.status[text]; ok {
		if s == indicators.Nil {
			return indicators.Num(0), s
		}
		return indicators.Number{}, s
	}
	status := indicators.Reported
	for _, about := range r.markers.about {
		if rest, ok := strings.CutPrefix(text, about); ok {
			text, status = strings.TrimSpace(rest), indicators.Rounded
			break
		}
	}
	v, err := delimited.ParseNumber(text, r.decimal)
	if err != nil {
		r.problems.Add(locate(err, r.file, int(r.line), r.names.Field(column).Name,
			"correct it, or list it under markers if it says why there is no figure"))
		return indicators.Number{}, indicators.Missing
	}
	return indicators.Num(v), status
}

// state lets what a status column says stand over what the value's cell showed.
func (r row) state(v *valuePlan, o *indicators.Observation) {
	if v.status < 0 {
		if text := r.in.Constant["status"]; text != "" && o.Status == indicators.Reported {
			o.Status, _ = indicators.ParseStatus(text) // the checker has seen it
		}
		return
	}
	text := r.at(v.status).text(r.i)
	if text == "" {
		return
	}
	s, err := indicators.ParseStatus(text)
	if err != nil {
		marked, ok := r.markers.status[text]
		if !ok {
			marked, ok = r.markers.words[text]
		}
		if !ok {
			r.fail(v.status, "status", err.Error(), "recode it, or list it under markers")
			return
		}
		s = marked
	}
	o.Status = s
	if s == indicators.Nil && !o.Value.OK {
		o.Value = indicators.Num(0)
	}
}
