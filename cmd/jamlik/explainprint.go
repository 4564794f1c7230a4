package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// explainedJSON is an explanation as programs read it.
type explainedJSON struct {
	What    string        `json:"what"`
	Kind    string        `json:"kind"`
	Text    lang.Text     `json:"text"`
	Without []string      `json:"without_chain"` // numbers of a finding
	Study   string        `json:"study"`
	Version string        `json:"program_version"`
	Seed    uint64        `json:"seed"`
	Values  []traceJSON   `json:"values"`
	Sources []citedSource `json:"sources"`
	Files   []citedFile   `json:"files"`
}

type traceJSON struct {
	Address    string        `json:"address"`
	Measure    string        `json:"measure"`
	Indicator  string        `json:"indicator"`
	Title      lang.Text     `json:"title"`
	Group      string        `json:"group"`
	Area       string        `json:"area"`
	Version    string        `json:"area_version"`
	Name       string        `json:"area_name"`
	Period     string        `json:"period"`
	Found      *estimateJSON `json:"found"` // null where there is no number
	Recomputed *estimateJSON `json:"recomputed"`
	Agree      bool          `json:"agree"`
	Reason     string        `json:"reason"`
	Rule       lang.Text     `json:"rule"`
	Steps      []stepJSON    `json:"steps"`
}

type estimateJSON struct {
	Value *float64 `json:"value"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

type stepJSON struct {
	Step      int         `json:"step"`
	Name      string      `json:"name"`
	Formula   string      `json:"formula"`
	Indicator string      `json:"indicator"`
	Group     string      `json:"group"`
	Area      string      `json:"area"`
	AreaName  string      `json:"area_name"`
	Version   string      `json:"area_version"`
	Period    string      `json:"period"`
	Shown     bool        `json:"shown"` // false: the number may not be told
	Value     *float64    `json:"value"`
	Inputs    []inputJSON `json:"inputs"`
	Cell      *cellJSON   `json:"cell"`
	Notes     []lang.Text `json:"notes"`
}

type inputJSON struct {
	Step   int     `json:"step"`
	Weight float64 `json:"weight"`
}

type cellJSON struct {
	File   string `json:"file"`
	Row    int32  `json:"row"`
	Column string `json:"column"`
	Status string `json:"status"`
	Source string `json:"source"`
}

// stepsOf are the steps of a trace in the order of printing, and the number of each.
func stepsOf(t *analysis.Trace) ([]*analysis.Step, map[*analysis.Step]int) {
	var all, cells []*analysis.Step
	if t.Step != nil {
		t.Step.Each(func(s *analysis.Step, _ int) {
			if s.Cell == nil {
				all = append(all, s)
			} else {
				cells = append(cells, s)
			}
		})
	}
	all = append(all, cells...)
	at := make(map[*analysis.Step]int, len(all))
	for i, s := range all {
		at[s] = i + 1
	}
	return all, at
}

func (x *explainer) document(e *explained) explainedJSON {
	out := explainedJSON{What: e.what, Kind: e.kind, Text: e.said, Without: append([]string{}, e.more...), Study: x.l.Study.ID, Version: version, Seed: x.l.Study.Seed,
		Values: []traceJSON{}, Sources: x.files.sources(e.traces), Files: x.files.read(e.traces)}
	for _, t := range e.traces {
		v := traceJSON{Address: t.Address, Measure: t.Measure, Indicator: t.Indicator, Title: t.Title, Group: string(t.Group), Area: t.Area.Code,
			Version: t.Area.Version, Name: t.Area.Name, Period: periodText(t.Period), Reason: string(t.Reason), Rule: t.Rule, Steps: []stepJSON{}}
		if t.OK {
			v.Found, v.Recomputed, v.Agree = estimateOf(t.Found), estimateOf(t.Recomputed), t.Agree()
		}
		steps, at := stepsOf(t)
		for i, s := range steps {
			v.Steps = append(v.Steps, x.step(i+1, s, at))
		}
		out.Values = append(out.Values, v)
	}
	return out
}

func (x *explainer) step(n int, s *analysis.Step, at map[*analysis.Step]int) stepJSON {
	out := stepJSON{Step: n, Name: s.Name, Formula: s.Formula, Indicator: s.Indicator, Group: string(s.Group), Area: s.Area.Code, AreaName: s.Area.Name,
		Version: s.Area.Version, Period: periodText(s.Period), Shown: x.tracer.Tells(s), Inputs: []inputJSON{}, Notes: s.Notes}
	if out.Shown {
		out.Value = finite(s.Compute().Value)
	}
	for _, in := range s.Inputs {
		out.Inputs = append(out.Inputs, inputJSON{at[in.Step], in.Weight})
	}
	if c := s.Cell; c != nil {
		o := c.Observation
		out.Cell = &cellJSON{o.Origin.File, o.Origin.Row, c.Column, o.Status.String(), x.files.sourceOf(o)}
		if !out.Shown {
			out.Cell.Status = ""
		}
	}
	return out
}

func estimateOf(e index.Estimate) *estimateJSON {
	return &estimateJSON{finite(e.Value), finite(e.Lower), finite(e.Upper)}
}

func periodText(p indicators.Period) string {
	if p == (indicators.Period{}) {
		return ""
	}
	return p.String()
}

// numberText prints a number with the digits that must agree.
func numberText(v float64) string {
	if math.IsNaN(v) {
		return ".."
	}
	return strconv.FormatFloat(v, 'g', analysis.TraceDigits, 64)
}

func estimateText(e index.Estimate) string {
	s := numberText(e.Value)
	if !math.IsNaN(e.Lower) {
		s += " (" + numberText(e.Lower) + " to " + numberText(e.Upper) + ")"
	}
	return s
}

// print writes an explanation for people.
func (x *explainer) print(e *explained) error {
	out := x.p.stdout
	fmt.Fprintf(out, "%s %s\n", e.kind, e.what)
	if !e.said.IsZero() {
		fmt.Fprintf(out, "%s\n%s\n", e.said.Sv, e.said.En)
	}
	if len(e.more) > 0 {
		fmt.Fprintf(out, "numbers of the finding without a chain of their own: %s\n", strings.Join(e.more, ", "))
	}
	if e.brief {
		if err := x.printBrief(e); err != nil {
			return err
		}
	} else {
		for _, t := range e.traces {
			if err := x.printTrace(t); err != nil {
				return err
			}
		}
	}
	return x.printSources(e)
}

// printBrief lists the values of a figure.
func (x *explainer) printBrief(e *explained) error {
	w := tabwriter.NewWriter(x.p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nADDRESS\tIN THE RESULTS\tFROM THE CELLS\tAGREE")
	for _, t := range e.traces {
		found, again, agree := "..", "..", reasonText(t)
		if t.OK {
			found, again, agree = estimateText(t.Found), estimateText(t.Recomputed), yes(t.Agree())
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.Address, found, again, agree)
	}
	return w.Flush()
}

func yes(v bool) string {
	if v {
		return "yes"
	}
	return "NO"
}

func reasonText(t *analysis.Trace) string {
	if !t.Rule.IsZero() {
		return string(t.Reason) + ": " + t.Rule.En
	}
	return string(t.Reason)
}

// printTrace writes the chain of one number.
func (x *explainer) printTrace(t *analysis.Trace) error {
	out := x.p.stdout
	about := []string{t.Title.En, t.Measure}
	if t.Area.Code != "" {
		about = append(about, fmt.Sprintf("%s (%s, %s)", t.Area.Name, t.Area.Code, t.Area.Version))
	}
	about = append(about, periodText(t.Period), string(t.Group))
	fmt.Fprintf(out, "\n%s\n%s\n\n", t.Address, strings.Join(nonEmpty(about), ", "))
	if !t.OK {
		fmt.Fprintf(out, "  no number: %s\n", reasonText(t))
		return nil
	}
	fmt.Fprintf(out, "  in the results   %s\n  from the cells   %s\n  agree            %s\n\n", estimateText(t.Found), estimateText(t.Recomputed), yes(t.Agree()))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	steps, at := stepsOf(t)
	head := false
	for i, s := range steps {
		if s.Cell != nil && !head {
			head = true
			fmt.Fprintln(w, "CELL\tNUMBER\tWHAT\tFILE AND ROW\tCOLUMN, STATUS, SOURCE")
		} else if i == 0 {
			fmt.Fprintln(w, "STEP\tNUMBER\tWHAT\tHOW\tOF")
		}
		number := "not shown"
		if x.tracer.Tells(s) {
			number = numberText(s.Compute().Value)
		}
		what := strings.Join(nonEmpty([]string{s.Name, s.Indicator, s.Area.Name, periodText(s.Period), string(s.Group)}), ", ")
		how, of := s.Formula, stepList(s, at)
		if c := s.Cell; c != nil {
			o := c.Observation
			how, of = fmt.Sprintf("%s:%d", o.Origin.File, o.Origin.Row), strings.Join([]string{c.Column, o.Status.String(), x.files.sourceOf(o)}, ", ")
			if number == "not shown" {
				of = strings.Join([]string{c.Column, x.files.sourceOf(o)}, ", ")
			}
		}
		for _, n := range s.Notes {
			how += " (" + n.En + ")"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", i+1, number, what, how, of)
	}
	return w.Flush()
}

// stepList names the inputs of a step, with their weights where they have some.
func stepList(s *analysis.Step, at map[*analysis.Step]int) string {
	var parts []string
	for i := 0; i < len(s.Inputs); {
		j := i + 1 // the end of a stretch of steps that follow each other, unweighted
		for j < len(s.Inputs) && s.Inputs[i].Weight == 1 && s.Inputs[j].Weight == 1 && at[s.Inputs[j].Step] == at[s.Inputs[j-1].Step]+1 {
			j++
		}
		first := strconv.Itoa(at[s.Inputs[i].Step])
		switch {
		case s.Inputs[i].Weight != 1:
			first = strconv.FormatFloat(s.Inputs[i].Weight, 'g', -1, 64) + " × " + first
		case j-i > 2:
			first += "–" + strconv.Itoa(at[s.Inputs[j-1].Step])
		case j-i == 2:
			j--
		}
		parts = append(parts, first)
		i = j
	}
	return strings.Join(parts, ", ")
}

// printSources writes the sources and files.
func (x *explainer) printSources(e *explained) error {
	w := tabwriter.NewWriter(x.p.stdout, 0, 0, 2, ' ', 0)
	if list := x.files.sources(e.traces); len(list) > 0 {
		fmt.Fprintln(w, "\nSOURCE\tPUBLISHER\tTITLE\tTABLE\tCONTENTS\tRETRIEVED\tLICENCE\tADDRESS")
		for _, s := range list {
			fmt.Fprintln(w, strings.Join([]string{s.Source, s.Publisher, s.Title, dots(s.Table), dots(s.Contents), dots(s.Retrieved), dots(s.Licence), dots(s.URL)}, "\t"))
		}
	}
	if list := x.files.read(e.traces); len(list) > 0 {
		fmt.Fprintln(w, "\nFILE\tROWS\tSHA256\tREAD BY")
		for _, f := range list {
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", f.File, f.Rows, f.SHA256, strings.Join(f.Read, " | "))
		}
	}
	return w.Flush()
}

func dots(s string) string {
	if s == "" {
		return ".."
	}
	return s
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
