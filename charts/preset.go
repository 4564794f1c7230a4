package charts

import (
	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Preset is where a figure is to be used, which decides its size. Text has the same size in all of them, so that a figure is never scaled.
type Preset struct {
	ID     string // "half"; the end of the figure's ID, but for the first preset, which needs none
	Name   lang.Text
	Width  vg.Length // of the page, with its margins
	Height vg.Length // of the drawing of a plot, without title, notes and source
	Rows   vg.Length // greatest height of a drawing that grows with its rows; what is higher is split
}

// Presets are the sizes that figures are made in; the first is that of figures without a preset.
var Presets = []Preset{
	{ID: "text", Name: lang.Text{Sv: "satsyta på A4", En: "text width of an A4 page"}, Width: 159 * vg.Millimeter, Height: 100 * vg.Millimeter, Rows: 230 * vg.Millimeter},
	{ID: "half", Name: lang.Text{Sv: "halv bredd", En: "half the width"}, Width: 77 * vg.Millimeter, Height: 80 * vg.Millimeter, Rows: 80 * vg.Millimeter},
	{ID: "page", Name: lang.Text{Sv: "hel sida", En: "a whole page"}, Width: 159 * vg.Millimeter, Height: 230 * vg.Millimeter, Rows: 230 * vg.Millimeter},
	{ID: "slide", Name: lang.Text{Sv: "bildspel", En: "a slide"}, Width: 254 * vg.Millimeter, Height: 143 * vg.Millimeter, Rows: 143 * vg.Millimeter},
	{ID: "square", Name: lang.Text{Sv: "kvadrat", En: "a square"}, Width: 120 * vg.Millimeter, Height: 120 * vg.Millimeter, Rows: 120 * vg.Millimeter},
}

// page is the preset of the options.
func (o Options) page() Preset {
	if o.Preset.ID == "" {
		return Presets[0]
	}
	return o.Preset
}

// inner is the width that a drawing has between the margins.
func (o Options) inner() vg.Length { return o.page().Width - 2*margin }
