package report

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The chapters say how segregation has changed, at which scale it is, where it comes from, and how school is beside home; and why not, where not.
func TestSegregationOverTime(t *testing.T) {
	want := map[lang.Lang][]string{
		lang.Sv: {
			"Över tid",
			"Mellan 3 DeSO har dissimilaritetsindex (D) gått upp från 0,351 (2022) till 0,382 (2025). Ändringen är +0,031 (95 %-intervall 0,019–0,043).",
			"Mellan 5 områden har dissimilaritetsindex (D) inte säkert ändrats: det var 0,421 (2022) och är 0,423 (2025).",
			"För 5 områden, indelning 2018 finns uppgifter för bara en period, 2017.",
			"Källan lägger till slumpmässiga fel i det ena året men inte i det andra.",
			"* = antalen är omräknade från en äldre indelning.",
			"2022: beroende på vilka som bodde i de delar som områdena delades i kan indexet vara 0,341–0,377.",
			"1 DeSO är inte med något år", "Inte med, för att för många områden saknar uppgifter: 2019.", "Antalen är summor av DeSO",
			"Vad ändringen består av", "Av det är +0,0175 att grupperna fördelar sig annorlunda", "Nya områden", "Områden där ingen i grupperna bodde 2022 men någon bor 2025: DR3 (Trakten R3).",
			"Skala", "Ju mindre områden, desto högre index.", "Så fördelar sig segregationen mellan de minsta områdena (entropiindex): 79 % mellan områden och 21 % mellan DeSO inom områden.",
			"33 % av personerna bor utanför områdena", "2 av de minsta områdena ligger i flera större.", "51 200 närmaste personer", "finns 0,36 av den segregation kvar",
			"RegSO är inte med i jämförelsen", "I 5 områden räknas inte exakt samma personer som i 77 DeSO (77 686 mot 115 217)",
			"Vilka områden bidrar", "Hälften av dissimilaritetsindex (D) kommer från 1 av 3 DeSO.", "Av 3 DeSO har 1 säkert större bidrag till dissimilaritetsindex (D) än 2022 och 1 säkert mindre.",
			"Områden: områdenas bidrag visas inte", "Vilka skolor bidrar", "Hur bidragen har ändrats visas inte",
			"Skola och boende", "Dissimilaritetsindex (D) är högre mellan skolor (0,390) än mellan bostadsområden (0,382): skillnaden är +0,008 (95 %-intervall 0,003–0,013).",
			"Segregation över tid, skala och områden", "Mora och Ruiz-Castillo",
		},
		lang.En: {
			"Over time", "Between 3 DeSO, the index of dissimilarity (D) has gone up from 0.351 (2022) to 0.382 (2025). The change is +0.031 (95% interval 0.019–0.043).",
			"What the change is made of", "Scale", "79% between districts and 21% between DeSO within districts", "Which areas contribute", "Which schools contribute", "School and home",
			"The index of dissimilarity (D) is higher between schools (0.390) than between areas of residence (0.382)",
		},
	}
	for _, l := range lang.All {
		_, doc := written(t, testReport(t, l))
		got := strings.ReplaceAll(text(doc), nbsp, " ")
		for _, w := range want[l] {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the page does not say %q", l, w)
			}
		}
		for _, never := range []string{"NaN", "%!", "EXTRA"} {
			if strings.Contains(got, never) {
				t.Errorf("%s: the page says %q", l, never)
			}
		}
	}
}

// A study that follows nothing over time has no such parts.
func TestSegregationOfOnePeriod(t *testing.T) {
	r := testReport(t, lang.Sv)
	res := r.Results
	res.SegregationSeries, res.SegregationScales, res.SegregationAreas, res.SegregationPairs = nil, nil, nil, nil
	_, doc := written(t, r)
	for _, never := range []string{"Över tid", "Vad ändringen består av", "Vilka områden bidrar", "Skola och boende", "Segregation över tid"} {
		if strings.Contains(text(doc), never) {
			t.Errorf("the page says %q", never)
		}
	}
}

// A pair that is withheld, and parts that are, say so.
func TestSegregationWithheld(t *testing.T) {
	r := testReport(t, lang.Sv)
	res := r.Results
	res.SegregationPairs = []analysis.SegregationPair{{School: 3, Home: 0, Reason: analysis.Withheld}}
	res.SegregationScales[0].Parts = analysis.SegregationParts{Period: indicators.Year(2025), Reason: analysis.Withheld}
	_, doc := written(t, r)
	got := text(doc)
	if !strings.Contains(got, "Skola och boende jämförs inte") || strings.Contains(got, "Så fördelar sig segregationen") {
		t.Error("the page does not say that school and home are not compared, or shows parts")
	}
}
