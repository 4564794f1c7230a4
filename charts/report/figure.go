package report

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"regexp"
	"slices"

	"github.com/jamlik/jamlik/charts"
)

// figure is a drawing with the real text around it.
type figure struct {
	ID          string
	Title       string
	Subtitle    string
	Wide        bool
	SVG         template.HTML
	Description string
	Source      string
	Method      string
	Downloads   downloads
	Table       string // anchor of the table with the figure's data; "" where none is printed

	Lang   string // where the figure has no page of its own, and the one around it may be in another language
	Inside *table // the table, where it is a part of the figure
}

// downloads are the files of one figure. The data are in the page itself; the pictures lie beside it.
type downloads struct {
	Title   string
	Data    template.URL
	DataAs  string
	Pending []link
}

type link struct{ Text, Href string }

// figure makes the view of a figure. The SVG and the data are made by the figure itself, which escapes what it is given.
func (p *page) figure(f *charts.Figure, table string) (*figure, error) {
	svg, err := f.InlineSVG()
	if err != nil {
		return nil, err
	}
	d, err := p.downloads(f)
	if err != nil {
		return nil, err
	}
	width, _ := f.Size(charts.Bare)
	return &figure{
		ID: p.id("figure-" + f.ID), Title: f.Title, Subtitle: f.Subtitle, Wide: width.Points() > 500,
		SVG: template.HTML(unlayered(svg)), Description: f.Description, Source: f.Source, Method: f.Method, Downloads: d, Table: table,
	}, nil
}

// layer is what a drawing has for programs: names of groups, for those that edit it, and the source, which the page prints under it.
var layer = regexp.MustCompile(`( id="[^"]*")(>\n)|<metadata>[^<]*</metadata>\n`)

// unlayered returns a drawing without what only programs read, which is in the files beside the page.
func unlayered(svg string) string { return layer.ReplaceAllString(svg, "$2") }

func (p *page) downloads(f *charts.Figure) (downloads, error) {
	var b bytes.Buffer
	if err := f.WriteCSV(&b); err != nil {
		return downloads{}, err
	}
	d := downloads{
		Title: f.Title, DataAs: f.Stem() + ".csv",
		Data: template.URL("data:text/csv;charset=utf-8;base64," + base64.StdEncoding.EncodeToString(b.Bytes())),
	}
	d.Pending = p.files(f)
	return d, nil
}

// fullFigure is a figure with its data as a table under it.
type fullFigure struct {
	*figure
	Data *table
}

// maxPrinted is how many rows of a figure's data are printed on the page. The points of a curve through hundreds of areas are for programs: they
// are in the figure's file of data.
const maxPrinted = 60

func (p *page) fullFigure(f *charts.Figure) (fullFigure, error) {
	if len(f.Table.Rows) > maxPrinted {
		v, err := p.figure(f, "")
		return fullFigure{figure: v}, err
	}
	t := p.gridTable(f.Table, f.ID)
	t.Caption = p.ownCaption(f)
	v, err := p.figure(f, t.ID)
	if err != nil {
		return fullFigure{}, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	return fullFigure{v, t}, nil
}

func (p *page) fullFigures(figures []*charts.Figure) ([]fullFigure, error) {
	var out []fullFigure
	for _, f := range figures {
		v, err := p.fullFigure(f)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// ownCaption is that of a figure's table, which no other table of the page has: the data of several kinds of charts of one measure tell which.
func (p *page) ownCaption(f *charts.Figure) string {
	out := f.Table.Caption
	if i := slices.IndexFunc(charts.Kinds, func(k charts.Kind) bool { return k.ID == f.Chart }); p.captions[out] && i >= 0 {
		out += " (" + charts.Kinds[i].Name.In(p.lang) + ")"
	}
	p.captions[out] = true
	return out
}
