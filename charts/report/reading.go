package report

// reading is the chapter that says how signs, intervals and groups are to be read.
type reading struct {
	Signs       *table
	Strict      string
	City        string
	Assumptions string
}

func (p *page) reading() error {
	t := &table{ID: p.id("table-signs"), Caption: wSignsCap.In(p.lang), Head: []cell{colHead(wSign.In(p.lang)), colHead(wMeaning.In(p.lang))}}
	for _, s := range signWords {
		sign := cell{Text: s.glyph, Scope: "row", Class: s.class}
		if p.Lang == "en" && s.glyph == "(62,8)" {
			sign.Text = "(62.8)"
		}
		t.add("", sign, textCell(s.text.In(p.lang)))
	}
	p.Reading = reading{Signs: t, Strict: p.Summary.Strict, City: p.city, Assumptions: p.report.Study.Assumptions.In(p.lang)}
	return nil
}
