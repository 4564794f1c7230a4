package report

import "github.com/jamlik/jamlik/indicators/lang"

// english adds a short summary in English to a page in another language: the lead and what was found.
func (p *page) english() error {
	if p.lang == lang.En {
		return nil
	}
	r := *p.report
	r.Lang = lang.En
	q := &page{report: &r, lang: lang.En, city: p.city, anchors: p.anchors}
	q.findings()
	p.English = &q.Summary
	return nil
}
