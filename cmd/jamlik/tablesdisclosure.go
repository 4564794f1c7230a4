package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/jamlik/jamlik/analysis"
)

// disclosureRow is what was withheld of one indicator and period.
type disclosureRow struct {
	Indicator  string   `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `json:"period" parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Numbers    int64    `json:"numbers" parquet:"name=numbers, type=INT64"`
	FewPersons int64    `json:"few_persons" parquet:"name=few_persons, type=INT64"`
	FewOthers  int64    `json:"few_others" parquet:"name=few_others, type=INT64"`
	SmallBase  int64    `json:"small_base" parquet:"name=small_base, type=INT64"`
	OneGroup   int64    `json:"one_group" parquet:"name=one_group, type=INT64"`
	BySource   int64    `json:"by_source" parquet:"name=by_source, type=INT64"`
	Others     int64    `json:"protecting" parquet:"name=protecting, type=INT64"`
	Lost       float64  `json:"persons_lost_percent" parquet:"name=persons_lost_percent, type=DOUBLE"`
	Asked      *float64 `json:"interval_asked" parquet:"name=interval_asked, type=DOUBLE"`
	Narrowest  *float64 `json:"interval_narrowest" parquet:"name=interval_narrowest, type=DOUBLE"`
	Short      int64    `json:"interval_short" parquet:"name=interval_short, type=INT64"`
	Choice     string   `json:"choice" parquet:"name=choice, type=BYTE_ARRAY, convertedtype=UTF8"` // optimal, heuristic or ""
	Gap        *float64 `json:"gap_percent" parquet:"name=gap_percent, type=DOUBLE"`
	Reason     string   `json:"reason" parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func disclosureRows(res *analysis.Results) []disclosureRow {
	out := make([]disclosureRow, len(res.Disclosure))
	for i, d := range res.Disclosure {
		out[i] = disclosureRow{
			Indicator: d.Indicator.ID, Period: d.Period.String(), Numbers: int64(d.Cells), FewPersons: int64(d.FewPersons), FewOthers: int64(d.FewOthers),
			SmallBase: int64(d.SmallBase), OneGroup: int64(d.OneGroup), BySource: int64(d.BySource), Others: int64(d.Others), Lost: d.Lost,
			Short: int64(d.Short), Reason: string(d.Reason),
		}
		if d.Primary() == 0 || d.Reason != analysis.NoReason {
			continue
		}
		out[i].Asked, out[i].Narrowest = finite(d.Asked), finite(d.Narrowest)
		out[i].Choice, out[i].Gap = "optimal", finite(0)
		if !d.Optimal {
			out[i].Choice, out[i].Gap = "heuristic", finite(d.Gap)
		}
	}
	return out
}

// printDisclosure prints what is withheld of sources that are not protected, a line for each indicator and period of which anything is.
func (p *program) printDisclosure(res *analysis.Results) {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	some := false
	for _, r := range disclosureRows(res) {
		primary := r.FewPersons + r.FewOthers + r.SmallBase + r.OneGroup + r.BySource
		if primary == 0 {
			continue
		}
		if !some {
			fmt.Fprintln(w, "Withheld to protect persons\nindicator\tperiod\tnumbers\ttoo small\tprotect those\tpersons lost\tchoice")
			some = true
		}
		choice := r.Choice
		if r.Reason != "" {
			choice = r.Reason
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%.0f%%\t%s\n", r.Indicator, r.Period, r.Numbers, primary, r.Others, r.Lost, choice)
	}
	if some {
		fmt.Fprintln(w)
	}
	_ = w.Flush()
}
