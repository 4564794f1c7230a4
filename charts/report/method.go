package report

import (
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/ranking"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// method is the chapter about how the figures came to be.
type method struct {
	Values     string
	Intervals  []string
	Groups     []string // how groups are compared and changes divided
	Sources    *table
	Disclosure []string
	Withheld   *table
	Noise      []string
	Breaks     []string
	Apart      []string // about segregation; none where the study has none
	Coverage   []string
	Warnings   []string
	Topics     []methodTopic // in the order of their chapters
	Indices    *table
	Inputs     *table
	Program    string

	ComparisonsHead string
	Comparisons     []string
	CoursesHead     string
	Courses         []string
}

// methodTopic is how the numbers of one chapter came to be.
type methodTopic struct {
	Title string
	Texts []string
}

// reuse is the chapter about accessibility, licence and citing.
type reuse struct {
	Contact string
	Cite    string
}

func (p *page) method() error {
	res, l := p.report.Results, p.lang
	o := res.Options
	m := &p.Method
	level, strict := charts.LevelText(l, o.Level), charts.LevelText(l, o.OverviewLevel)
	m.Values = mValues.In(l)
	m.Intervals = []string{p.sayf(mIntervals, level), p.sayf(mTests, strict)}
	m.ComparisonsHead, m.Comparisons = cMethodHead.In(l), p.comparisonMethod()
	if len(res.GroupGaps)+len(res.Decompositions) > 0 {
		for _, t := range mGroups {
			m.Groups = append(m.Groups, t.In(l))
		}
	}
	m.CoursesHead, m.Courses = mCourse.In(l), p.courseMethod()
	m.Sources = p.sourceTable()
	var protected, noisy []string
	for _, s := range p.report.Catalogue.Sources {
		if s.Protected {
			protected = append(protected, s.Title.In(l))
		}
		if s.Noise {
			noisy = append(noisy, s.Title.In(l))
		}
	}
	p.disclosure()
	if len(protected) > 0 {
		m.Disclosure = append(m.Disclosure, p.sayf(mProtected, p.list(protected)))
	}
	m.Noise = []string{mNoNoise.In(l)}
	if len(noisy) > 0 {
		m.Noise = append([]string{p.sayf(mNoise, p.list(noisy))}, p.noiseOf(p.report.Catalogue.Sources)...)
	}
	for _, ind := range p.report.Catalogue.Indicators {
		for _, b := range ind.Breaks {
			m.Breaks = append(m.Breaks, ind.Name.In(l)+": "+p.breakText(b))
		}
	}
	for _, w := range res.Warnings {
		if w.Code == "boundaries" || w.Code == "crosswalk" {
			m.Breaks = append(m.Breaks, p.warningText(w))
		}
	}
	m.Coverage = append(m.Coverage, p.sayf(mCoverage, charts.Percent(l, 100*o.MinCoverage, 0)))
	for _, c := range p.everyone() {
		if cover := c.City.Coverage; c.City.OK && cover > 0 && cover < 0.9995 {
			// Rounded down, so that what is not complete is never called complete.
			m.Coverage = append(m.Coverage, p.sayf(mCovered, c.Indicator.Name.In(l), p.city, charts.Percent(l, math.Floor(1000*cover)/10, 1)))
		}
	}
	m.Apart = p.segregationMethod()
	m.Warnings = p.warnings()
	if len(res.Composites) > 0 {
		m.Topics = append(m.Topics, methodTopic{wComposites.In(l), []string{mComposite.In(l)}})
	}
	if p.Precision != nil {
		m.Topics = append(m.Topics, methodTopic{p.Precision.Title, []string{
			mShrink.In(l), p.sayf(mRanks, level, ranking.MaxPairs, charts.Number(l, float64(o.Replicates), 0), ranking.MaxDrawn),
		}})
	}
	if len(res.Relations) > 0 {
		m.Topics = append(m.Topics, methodTopic{wRelations.In(l), []string{mRelation.In(l)}})
	}
	if p.Targets != nil {
		topic := methodTopic{Title: phrases["targets"].In(l)}
		for _, t := range mTargets {
			topic.Texts = append(topic.Texts, t.In(l))
		}
		m.Topics = append(m.Topics, topic)
	}
	m.Indices = p.indexTable()
	m.Inputs = p.inputTable()
	m.Program = p.sayf(mProgram, orDots(p.report.Version), orDots(p.report.Study.ID), p.report.Seed, charts.Number(l, float64(o.Replicates), 0))
	return nil
}

// noiseOf says of each source with noise what is assumed of it.
func (p *page) noiseOf(sources []indicators.Source) []string {
	var out []string
	for _, s := range sources {
		if !s.Noise {
			continue
		}
		title := s.Title.In(p.lang)
		line := p.sayf(mNoiseUnknown, title)
		if s.NoiseSD > 0 {
			sd := charts.Number(p.lang, s.NoiseSD, decimalsOf(s.NoiseSD))
			line = p.sayf(mNoiseSD, title, sd, sd)
		}
		if s.NoiseFrom != 0 {
			line += " " + p.sayf(mNoiseFrom, dateText(p.lang, s.NoiseFrom.String()))
		}
		out = append(out, line)
	}
	return out
}

// decimalsOf is how many decimals a number has, at most four.
func decimalsOf(v float64) int {
	for d := range 4 {
		if p := math.Pow10(d); math.Abs(v*p-math.Round(v*p)) < 1e-9 {
			return d
		}
	}
	return 4
}

// warnings are all warnings of the study and of its comparisons, each once.
func (p *page) warnings() []string {
	var out []string
	add := func(w analysis.Warning) {
		if s := p.warningText(w); !w.Text.IsZero() && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, w := range p.report.Results.Warnings {
		add(w)
	}
	for _, c := range p.report.Results.Comparisons {
		for _, w := range c.Warnings {
			add(w)
		}
	}
	for _, s := range p.report.Results.Segregation {
		for _, w := range s.Warnings {
			if t := s.Spec.Title.In(p.lang) + ", " + levelNames[s.Level][1].In(p.lang) + ": " + w.Text.In(p.lang); !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}

func (p *page) sourceTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-sources"), Caption: wSourceCap.In(l), Class: "wide",
		Head: []cell{colHead(wTitle.In(l)), colHead(wPublisher.In(l)), colHead(wTable.In(l)), colHead(wRetrieved.In(l))},
	}
	read := p.report.Reconciliation != nil
	if read {
		t.Head = append(t.Head, colHead(wUpdated.In(l)), colHead(wCovers.In(l)), numHead(wFigures.In(l)))
	}
	t.Head = append(t.Head, colHead(wLicence.In(l)))
	for _, s := range p.report.Catalogue.Sources {
		table := s.Table
		if s.Contents != "" {
			table = strings.TrimSpace(table + " (" + s.Contents + ")")
		}
		cells := []cell{rowLink(orDots(s.Title.In(l)), webAddress(s.URL)), textCell(s.Publisher.In(l)), textCell(table), dateCell(s.Retrieved)}
		if read {
			periods, figures, updated := p.readSource(s.ID)
			cells = append(cells, dateCell(updated), textCell(periods), numberCell(figures))
		}
		t.add("", append(cells, textCell(s.Licence))...)
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}

// dateCell is a date as it was stated, which is not broken over lines.
func dateCell(date string) cell { return cell{Text: orDots(date), Class: "date"} }

// indexTable lists every index that the report has used.
func (p *page) indexTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-indices"), Caption: wIndexCap.In(l), Class: "wide",
		Head: []cell{colHead(wIndex.In(l)), colHead(wFormula.In(l)), colHead(wReference.In(l))},
	}
	seen := map[string]bool{}
	add := func(ix index.Index) {
		if !seen[ix.ID] {
			seen[ix.ID] = true
			t.add("", rowHead(ix.Name.In(l)), textCell(ix.Formula), textCell(ix.Source))
		}
	}
	for _, q := range p.report.Results.Inequality {
		for _, v := range q.Measures {
			add(v.Index)
		}
	}
	for _, m := range p.report.Results.GroupMeasures {
		for _, v := range m.Measures {
			if len(m.Groups) > 2 && len(m.Dimensions) == 1 {
				add(v.Index)
			}
		}
	}
	for _, s := range p.report.Results.Segregation {
		for _, v := range s.Indices {
			add(v.Index)
		}
		if w := s.Where; w != nil {
			for _, v := range w.Indices {
				add(v.Index)
			}
			for _, v := range slices.Concat(w.Nearest, w.Scales) {
				add(v.Index)
			}
		}
	}
	for _, c := range p.report.Results.Clusters {
		for _, ix := range c.Indices {
			add(ix)
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return t
}

func (p *page) inputTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-inputs"), Caption: wInputsCap.In(l), Class: "wide inputs",
		Head: []cell{colHead(wFile.In(l)), numHead(wRows.In(l)), colHead("SHA-256")},
	}
	for _, in := range p.report.Inputs {
		rows := noNumber()
		if in.Rows > 0 {
			rows = numberCell(charts.Number(l, float64(in.Rows), 0))
		}
		t.add("", rowHead(in.Name), rows, textCell(in.SHA256))
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}

func (p *page) reuse() error {
	l := p.lang
	p.Reuse.Contact = p.Contact
	var publishers []string
	for _, s := range p.report.Catalogue.Sources {
		if name := s.Publisher.In(l); name != "" && !slices.Contains(publishers, name) {
			publishers = append(publishers, name)
		}
	}
	parts := []string{p.Title}
	for _, s := range []string{p.Subtitle, p.Date} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	parts = append(parts, p.sayf(wMadeWith, orDots(p.report.Version)))
	if len(publishers) > 0 {
		parts = append(parts, p.sayf(wSources, p.list(publishers)))
	}
	p.Reuse.Cite = strings.Join(parts, ". ") + "."
	return nil
}

// chaptersWith is chaptersOf with the measures that have no figures for districts too.
func (p *page) chaptersWith(all []analysis.Comparison) []chapterOf {
	withAll := slices.Clone(all)
	for i := range withAll {
		withAll[i].NoFigures = analysis.NoReason
	}
	return p.chaptersOf(withAll)
}
