// Package explorer lays the comparisons of a study out as one self-contained page for each language, where planners choose measure, group,
// period and districts, sort and filter, and set districts side by side.
//
// The page is made of tables, which is what a browser without script shows. A script takes their place: it selects, sorts and lays out what
// is embedded in the page, as it was formatted here, and computes nothing. The page asks nothing of the network, and its content security
// policy lets nothing run but that script. Only results that are protected already go in.
//
//	e := explorer.Explorer{Title: title, Options: options, Results: results, Register: register, Report: "rapport.html"}
//	err := e.Write(w)
package explorer

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Explorer is everything that a page is made of.
type Explorer struct {
	Title     lang.Text // of the study
	Options   charts.Options
	Results   *analysis.Results
	Register  *indicators.Register
	Contact   lang.Text
	Report    string               // file name of the report in this language; "" where there is none
	Languages map[lang.Lang]string // file names of the page in each language, for the switch
	Version   string               // of the program
}

//go:embed template/*.tmpl explorer.css
var files embed.FS

var (
	templates = template.Must(template.New("").Funcs(template.FuncMap{"say": func(string) string { return "" }}).ParseFS(files, "template/*.tmpl"))
	styles    = read("explorer.css")
)

func read(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return string(b)
}

// Write writes the page. It fails when something that it needs is not there.
func (e *Explorer) Write(w io.Writer) error {
	if err := e.check(); err != nil {
		return err
	}
	p, err := newPage(e)
	if err != nil {
		return err
	}
	t, err := templates.Clone()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Funcs(template.FuncMap{"say": p.say}).ExecuteTemplate(&b, "page.html.tmpl", p); err != nil {
		return fmt.Errorf("explorer: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// check returns everything that keeps the page from being made.
func (e *Explorer) check() error {
	var errs []error
	if !slices.Contains(lang.All, e.Options.Lang) {
		errs = append(errs, fmt.Errorf("explorer: language %q is not one of %v", e.Options.Lang, lang.All))
	}
	if e.Results == nil {
		errs = append(errs, errors.New("explorer: there are no results"))
	}
	if e.Options.Catalogue == nil {
		errs = append(errs, errors.New("explorer: there is no catalogue"))
	}
	if e.Register == nil {
		errs = append(errs, errors.New("explorer: there is no register of areas"))
	}
	if e.Title.IsZero() {
		errs = append(errs, errors.New("explorer: the study has no title"))
	}
	return errors.Join(errs...)
}

// page is what the template reads.
type page struct {
	*data
	Heading   string
	Policy    string
	Style     template.CSS
	Data      template.JS
	Script    template.JS
	Contact   string
	Languages []language
	Themes    []theme
}

// language is an entry of the language switch.
type language struct {
	Tag, Name, Href string
	Current         bool
}

// theme is the measures of a theme, as the list of choices and the tables without script have them.
type theme struct {
	Name     string
	Measures []*measure
}

func newPage(e *Explorer) (*page, error) {
	d, err := collect(e)
	if err != nil {
		return nil, err
	}
	embedded, err := json.Marshal(d) // which writes <, > and & as escapes, so that no text ends the element
	if err != nil {
		return nil, fmt.Errorf("explorer: %w", err)
	}
	style := colours() + styles
	p := &page{
		data: d, Heading: e.Title.In(e.Options.Lang), Contact: e.Contact.In(e.Options.Lang),
		Policy: policy(script, style), Style: template.CSS(style), Data: template.JS(embedded), Script: template.JS(script),
	}
	names := map[lang.Lang]string{lang.Sv: "Svenska", lang.En: "English"}
	for _, l := range lang.All {
		if file := e.Languages[l]; file != "" {
			p.Languages = append(p.Languages, language{string(l), names[l], file, l == e.Options.Lang})
		}
	}
	for i, name := range d.Themes {
		t := theme{Name: name}
		for _, m := range d.Measures {
			if m.Theme == i {
				t.Measures = append(t.Measures, m)
			}
		}
		p.Themes = append(p.Themes, t)
	}
	return p, nil
}

func (p *page) say(key string) (string, error) {
	t, ok := p.Words[key]
	if !ok {
		return "", fmt.Errorf("no phrase %q", key)
	}
	return t, nil
}
