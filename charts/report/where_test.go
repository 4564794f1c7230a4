package report

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

// The part about the map says which areas lie in clusters, by the names of the larger areas that they lie in, and reads every table.
func TestWhereInTheCity(t *testing.T) {
	want := map[lang.Lang][]string{
		lang.Sv: {
			"Var i staden", "Det gäller 76\u00a0DeSO.", "Morans I är 0,58.", "omkring −0,01", "är <\u00a00,001.",
			"1 av 5\u00a0DeSO ligger i kluster av höga värden", "1 av 5\u00a0DeSO är säkert lika sina grannar, låga bland låga", "1 av 5\u00a0DeSO skiljer sig säkert",
			"Trakten R1", "DR3 (Trakten R3)", "högst 5\u00a0% vara utpekade av en slump", "9\u00a0999 slumpvisa placeringar",
			"Bland de 1\u00a0600 personer som bor närmast en person med utländsk bakgrund har i genomsnitt 49,1\u00a0% utländsk bakgrund. Bland de 51\u00a0200 närmaste är andelen 43,5\u00a0%.",
			"räknas 1\u00a0600 meter bort är segregationen 0,173", "drogs på nytt 420 gånger", "Den rumsliga närheten är 1,123",
			"Med 5\u00a0områden är dissimilaritetsindex (D) 0,423. Delas 77\u00a0DeSO", "mellan 0,310 och 0,390 i 95 fall av 100. Den verkliga indelningen ger alltså ett högre värde än nästan alla",
			"Områden utan grannar, som inte kan ligga i kluster: DR2 (Trakten R2).", "Områden som saknas på kartan och inte är med: DR1 (Trakten R1).",
			"Kluster i andra mått", "Inget av 1\u00a0DeSO bildar kluster", "Kluster visas inte.",
		},
		lang.En: {
			"Where in the city", "Moran's I is 0.58.", "1 of 5\u00a0DeSO lie in clusters of high values", "High cluster 1", "Low among low",
			"Among the 1,600 persons who live nearest to a person with foreign background, 49.1% have foreign background on average. Among the 51,200 nearest the share is 43.5%.",
			"With 5\u00a0districts, the index of dissimilarity (D) is 0.423.", "Clusters of other measures", "Clusters are withheld.",
		},
	}
	for _, l := range lang.All {
		_, doc := written(t, testReport(t, l))
		got := text(doc)
		for _, w := range want[l] {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the page does not say %q", l, w)
			}
		}
	}
}

// A study without a map has nothing of the kind.
func TestWithoutAMap(t *testing.T) {
	r := testReport(t, lang.Sv)
	r.Results.Clusters = nil
	for i := range r.Results.Segregation {
		r.Results.Segregation[i].Where = nil
	}
	_, doc := written(t, r)
	for _, never := range []string{"Var i staden", "kluster", "Morans"} {
		if strings.Contains(text(doc), never) {
			t.Errorf("the page says %q", never)
		}
	}
}
