package charts

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// notes make what a selection asks for and the kind has no drawing of: one for each comparison that is selected.
func (k Kind) notes(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		if s.wantsEveryone(c.Indicator, c.Group) {
			g.add(Nothing(k.ID, c, k.why(c, d.Results), o))
		}
	}
	return g.result()
}

// why is the reason that the kind has no drawing of a comparison, where the results tell one.
func (k Kind) why(c analysis.Comparison, r *analysis.Results) analysis.Reason {
	switch {
	case c.NoFigures != analysis.NoReason:
		return c.NoFigures
	case k.ID == "trend" || k.ID == "panels":
		return analysis.TooFewPeriods
	}
	return analysis.NoReason
}

// hiddenWhole tells whether all that a comparison has of districts is withheld, which a report is to say where their values would be.
func hiddenWhole(c analysis.Comparison) bool {
	return (c.NoFigures == analysis.Withheld || c.NoFigures == analysis.SourceWithheld) && len(c.Spread) == 0
}

// Nothing makes a note in the place of a drawing of a kind that there is nothing for. It has the size, the texts, the source and the table that the
// figure would have, and says why.
func Nothing(kind string, c analysis.Comparison, why analysis.Reason, o Options) (*Figure, error) {
	src, err := o.source(c.Indicator)
	if err != nil {
		return nil, err
	}
	l := o.Lang
	short, period := o.heading(c.Indicator, c.Group), PeriodText(l, c.Period)
	reason := ReasonText(l, why)
	if reason == "" {
		reason = lang.Text{Sv: "underlaget räcker inte för det", En: "the data are not enough for it"}.In(l)
	}
	said := fmt.Sprintf(lang.Text{Sv: "Det finns inget att visa i diagrammet: %s.", En: "There is nothing to show in the chart: %s."}.In(l), reason)
	cannot := lang.Text{Sv: "inget att visa", En: "nothing to show"}.In(l)
	f := &Figure{
		ID:          FigureID(kind, c.Indicator, c.Group),
		Chart:       kind,
		Lang:        l,
		Title:       title(short+": "+cannot, c.Indicator.ShortName().In(l)+": "+cannot, capital(cannot)),
		Subtitle:    o.subtitle(c.Indicator, c.Group, period),
		Alt:         alt([]string{short + ", " + period + ": " + cannot + ".", short + ": " + cannot + ".", capital(cannot) + "."}, said),
		Description: said,
		Period:      period,
		Source:      src,
		Method:      lang.Text{Sv: "Det som finns står i tabellen.", En: "What there is stands in the table."}.In(l),
		Notes:       o.notes(false),
		Table:       noteTable(c, o),
		Nothing:     reason,
		Width:       o.page().Width,
		Height:      min(o.page().Height, notePlate),
	}
	f.draw = func(cv draw.Canvas) { drawNote(cv, said) }
	return f, nil
}

// notePlate is the height of the plate that a note stands on.
const notePlate vg.Length = 120

// drawNote sets a text in the middle of a plate.
func drawNote(c draw.Canvas, said string) {
	rect(c, panel, c.Min.X, c.Min.Y, c.Max.X, c.Max.Y)
	sty := aligned(style(subtitleSize, ink, false), draw.XCenter, draw.YCenter)
	lines := wrap(said, sty, c.Max.X-c.Min.X-2*margin)
	pitch := sty.Font.Size * leading
	y := (c.Min.Y+c.Max.Y)/2 + pitch*vg.Length(len(lines)-1)/2
	for i, t := range lines {
		c.FillText(sty, vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: y - vg.Length(i)*pitch}, t)
	}
}

// noteTable has what there is: the value of the city, and the state of each area.
func noteTable(c analysis.Comparison, o Options) Grid {
	l := o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: o.subtitle(c.Indicator, c.Group, PeriodText(l, c.Period)),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
			{Key: "value", Name: name("Värde", "Value")},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	add := func(a indicators.Area, v analysis.Value) {
		g.Rows = append(g.Rows, []Cell{{Text: a.Name, Raw: a.Name}, {Text: a.Code, Raw: a.Code}, valueCells(l, v, c.Indicator)[0], statusCell(l, v)})
	}
	add(indicators.Area{Name: o.City}, c.City)
	for _, a := range c.Areas {
		add(a.Area, a.Value)
	}
	return g
}
