package report

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// page is what the templates read: the report turned into headings, sentences, tables and figures.
type page struct {
	Lang      string
	Title     string
	Subtitle  string
	Notice    string
	Period    string
	Date      string
	Contact   string
	Frame     string // name of the frame that orders the chapters; "" where themes do
	Languages []language_
	Explorer  string
	Nav       []navEntry
	Body      template.HTML // the chapters

	Summary        summary
	Reading        reading
	Areas          areas
	Chapters       []chapter
	Comparisons    *comparisons
	Courses        *courses
	Inequality     *inequality
	Composites     *composites
	Relations      *relations
	Precision      *precision
	Segregation    []segregation // of where people live and, in a chapter of its own, of where pupils study
	Profiles       []profile
	Profile        profile // that a page of its own is made of
	ProfilesLack   []link  // measures that no profile has a value for
	ProfilesLackIs string
	Appendix       appendix
	Tables         []*table // that are too long for their chapters, as these are written
	English        *summary // of a page in Swedish
	Reconciliation *reconciliation
	Changed        *sinceLast
	Targets        *followUp
	Method         method
	Reuse          reuse

	report      *Report
	lang        lang.Lang
	city        string
	shelf       shelf
	ids         map[string]int
	captions    map[string]bool   // of tables with the data of figures
	figureCount int               // that are written
	anchors     map[string]string // of indicators, by ID
	assumption  string            // that the districts are assumed, where they are: for every table of districts
}

// language_ is an entry of the language switch.
type language_ struct {
	Tag, Name, Href string
	Current         bool
}

// navEntry is an entry of the table of contents.
type navEntry struct {
	Text, Href string
	Under      []navEntry
}

// Sections of the page. Their ids are the same in both languages and do not change.
const (
	idSummary     = "summary"
	idReading     = "reading"
	idAreas       = "areas"
	idComparisons = "comparisons"
	idCourses     = "development"
	idInequality  = "inequality"
	idComposite   = "composite"
	idRelations   = "relations"
	idPrecision   = "precision"
	idSegregation = "segregation"
	idSchools     = "school-segregation"
	idProfiles    = "profiles"
	idFindings    = "findings"
	idAppendix    = "appendix"
	idTables      = "tables"
	idEnglish     = "english"
	idReconcile   = "reconciliation"
	idChanges     = "changes"
	idTargets     = "targets"
	idMethod      = "method"
	idReuse       = "reuse"
)

func newPage(r *Report) (*page, error) {
	l := r.Lang
	p := &page{
		Lang: string(l), Title: r.Study.Title.In(l), Subtitle: r.Study.Subtitle.In(l), Notice: r.Study.Fictional.In(l),
		Date: dateText(l, r.Study.Date), Contact: r.Study.Contact.In(l), Explorer: r.Explorer,
		report: r, lang: l, city: r.Results.City.Name, ids: map[string]int{}, captions: map[string]bool{}, anchors: map[string]string{},
		shelf: newShelf(r.Figures, r.subjects()),
	}
	for _, id := range []string{"main", "contents", idSummary, idReading, idAreas, idComparisons, idCourses, idInequality,
		idComposite, idRelations, idPrecision,
		idSegregation, idSchools, idProfiles, idFindings, idAppendix, idTables, idEnglish, idTargets, idReconcile, idChanges, idMethod, idReuse} {
		p.id(id)
	}
	if frame, ok := r.Catalogue.Frame(r.Frame); ok {
		p.Frame = frame.Name.In(l)
	}
	p.Period = p.periodCovered()
	if p.assumed() {
		p.assumption = wAssumed.In(l)
	}
	p.languages()
	for _, c := range r.Results.Comparisons {
		if _, ok := p.anchors[c.Indicator.ID]; !ok {
			p.anchors[c.Indicator.ID] = p.id("indicator-" + c.Indicator.ID)
		}
	}
	steps := []func() error{
		p.chapters, p.summary, p.reading, p.areas, p.comparisons, p.courses, p.inequality,
		p.composites, p.relations, p.precision,
		p.segregation, p.profiles, p.targets, p.appendix, p.reconciliation, p.changed, p.method, p.reuse, p.leftOver, p.english,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// id returns a name as an id that nothing else on the page has.
func (p *page) id(name string) string {
	s := charts.Slug(name)
	p.ids[s]++
	if n := p.ids[s]; n > 1 {
		return p.id(s + "-" + strconv.Itoa(n))
	}
	return s
}

// assumed tells whether the delimitation of some district is an assumption.
func (p *page) assumed() bool {
	return slices.ContainsFunc(p.report.Results.Comparisons, func(c analysis.Comparison) bool {
		return slices.ContainsFunc(c.Areas, func(a analysis.AreaComparison) bool { return a.Assumed })
	})
}

// periodCovered is the years from the earliest period that anything is about to the latest.
func (p *page) periodCovered() string {
	first, last := 0, 0
	cover := func(q indicators.Period) {
		if q == (indicators.Period{}) {
			return
		}
		a, _, _ := q.Start.Date()
		b, _, _ := q.End.Date()
		if first == 0 || a < first {
			first = a
		}
		last = max(last, b)
	}
	for _, c := range p.report.Results.Comparisons {
		cover(c.Earlier)
		cover(c.Period)
	}
	for _, t := range p.report.Results.Trends {
		for _, q := range t.Periods {
			cover(q)
		}
	}
	for _, s := range p.report.Results.Segregation {
		cover(s.Period)
	}
	switch {
	case first == 0:
		return ""
	case first == last:
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + endash + strconv.Itoa(last)
}

func (p *page) languages() {
	names := map[lang.Lang]string{lang.Sv: "Svenska", lang.En: "English"}
	for _, l := range lang.All {
		if file := p.report.Languages[l]; file != "" {
			p.Languages = append(p.Languages, language_{string(l), names[l], file, l == p.lang})
		}
	}
}

// contents lists the chapters, with the measures and districts in them.
func (p *page) contents() {
	l := p.lang
	add := func(key, id string, under ...navEntry) {
		p.Nav = append(p.Nav, navEntry{phrases[key].In(l), "#" + id, under})
	}
	add("summary", idSummary)
	if p.Summary.Others() {
		add("findings", idFindings)
	}
	add("reading", idReading)
	p.Nav = append(p.Nav, navEntry{Text: p.Areas.Title, Href: "#" + idAreas})
	for _, c := range p.Chapters {
		e := navEntry{Text: c.Title, Href: "#" + c.ID}
		for _, b := range c.Blocks {
			e.Under = append(e.Under, navEntry{Text: b.Name, Href: "#" + b.ID})
		}
		p.Nav = append(p.Nav, e)
	}
	if p.Comparisons != nil {
		p.Nav = append(p.Nav, navEntry{Text: p.Comparisons.Title, Href: "#" + idComparisons})
	}
	if p.Courses != nil {
		p.Nav = append(p.Nav, navEntry{Text: p.Courses.Title, Href: "#" + idCourses})
	}
	if p.Inequality != nil {
		add("inequality", idInequality)
	}
	if p.Composites != nil {
		e := navEntry{Text: p.Composites.Title, Href: "#" + idComposite}
		for _, c := range p.Composites.Indices {
			e.Under = append(e.Under, navEntry{Text: c.Title, Href: "#" + c.ID})
		}
		p.Nav = append(p.Nav, e)
	}
	if p.Relations != nil {
		p.Nav = append(p.Nav, navEntry{Text: p.Relations.Title, Href: "#" + idRelations})
	}
	if p.Precision != nil {
		p.Nav = append(p.Nav, navEntry{Text: p.Precision.Title, Href: "#" + idPrecision})
	}
	for _, s := range p.Segregation {
		p.Nav = append(p.Nav, navEntry{Text: s.Title, Href: "#" + s.ID})
	}
	var under []navEntry
	for _, q := range p.Profiles {
		under = append(under, navEntry{Text: q.Name, Href: "#" + q.ID})
	}
	if len(under) > 0 {
		add("profiles", idProfiles, under...)
	}
	if p.Targets != nil {
		add("targets", idTargets)
	}
	if p.Reconciliation != nil {
		add("reconciliation", idReconcile)
	}
	if p.Changed != nil {
		add("changes", idChanges)
	}
	add("method", idMethod)
	add("reuse", idReuse)
	if p.Appendix.Any() {
		add("appendix", idAppendix)
	}
	if len(p.Tables) > 0 {
		add("tables", idTables)
	}
	if p.English != nil {
		add("english", idEnglish)
	}
}

// ordered returns positions of the districts: the highlighted ones first, then the others in Swedish alphabetical order, in both languages,
// since the names are Swedish.
func (p *page) ordered(as []indicators.Area) []int {
	swedish := collate.New(language.Swedish)
	rank := func(a indicators.Area) int {
		if i := slices.Index(p.report.Study.Highlight, a.Code); i >= 0 {
			return i
		}
		return len(p.report.Study.Highlight)
	}
	out := make([]int, len(as))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(i, j int) int {
		if d := rank(as[i]) - rank(as[j]); d != 0 {
			return d
		}
		return swedish.CompareString(as[i].Name, as[j].Name)
	})
	return out
}

// groupName names a group of people; everyone has no name.
func (p *page) groupName(g indicators.Group) string {
	if g == indicators.Everyone {
		return ""
	}
	known := func(g indicators.Group) (string, bool) {
		if p.report.GroupName == nil {
			return "", false
		}
		t := p.report.GroupName(g)
		return t.In(p.lang), !t.IsZero()
	}
	if name, ok := known(g); ok {
		return name
	}
	var parts []string
	for _, c := range g.Categories() { // men of an age are men, and of that age
		name, ok := known(indicators.Group(c.Dim + "=" + c.Value))
		if !ok {
			name = c.Value
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ", ")
}

// count prints a number with the noun that goes with it.
func (p *page) count(n int, one, many lang.Text) string {
	noun := many
	if n == 1 {
		noun = one
	}
	return charts.Number(p.lang, float64(n), 0) + nbsp + noun.In(p.lang)
}

func (p *page) levelCount(n int, level indicators.Level) string {
	names := levelNames[level]
	return p.count(n, names[0], names[1])
}

func (p *page) nDistricts(n int) string { return p.levelCount(n, indicators.District) }

// measures prints a number of measures.
func (p *page) nMeasures(n int) string {
	return p.count(n, lang.Text{Sv: "mått", En: "measure"}, lang.Text{Sv: "mått", En: "measures"})
}

// list joins names: "A, B och C".
func (p *page) list(names []string) string {
	and := lang.Text{Sv: " och ", En: " and "}.In(p.lang)
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + and + names[len(names)-1]
}

// dateText prints a date in words: "20 november 2026". What is not a date is printed as it is.
func dateText(l lang.Lang, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return fmt.Sprintf("%d%s%s %d", t.Day(), nbsp, monthNames[t.Month()-1].In(l), t.Year())
}

// everyone returns the comparisons that are about everyone, in the order of the catalogue. An indicator that only groups have is
// represented by none.
func (p *page) everyone() []analysis.Comparison {
	var out []analysis.Comparison
	for _, c := range p.report.Results.Comparisons {
		if c.Group == indicators.Everyone {
			out = append(out, c)
		}
	}
	return out
}
