package report

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// plainText is the text of a page with ordinary spaces.
func plainText(t *testing.T, r *Report) string {
	t.Helper()
	_, doc := written(t, r)
	return strings.Join(strings.Fields(strings.ReplaceAll(text(doc), nbsp, " ")), " ")
}

func TestCompositeChapter(t *testing.T) {
	for l, want := range map[lang.Lang][]string{
		lang.Sv: {
			"Ett område får ett index när det har uppgift för minst 80 % av vikten",
			"Områdena är delade i 3 typer, så att ungefär lika många invånare bor i varje. Typ 1 har högst index. Det är vår egen indelning: gränserna är inte SCB:s.",
			"Spannet för slumpen rymmer 95 % av platserna", "Mått vars antal inte är kända får stå som de är: trångbodda.",
			"Av områdena med samma kod har 3 av 4 samma typ, och 4 är högst ett steg ifrån.",
			"Området med denna kod har sedan dess bytt mark med andra.", "Indexet är inte beräknat: visas inte av sekretesskäl.",
			".. = för lite av indexets vikt har uppgift: Norra <Öst>.", "I medeltal flyttas de 0,7 platser.",
		},
		lang.En: {
			"An area gets an index where it has data for at least 80% of the weight",
			"It is a division of our own: the limits are not those of Statistics Sweden.",
			"The index is not computed: withheld to protect persons.", "In the mean they move 0.7 places.",
		},
	} {
		got := plainText(t, testReport(t, l))
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: the page does not say %q", l, s)
			}
		}
	}
}

// The caveat that areas are not persons stands at the head of the chapter and under every table of correlations.
func TestRelationChapter(t *testing.T) {
	for l, want := range map[lang.Lang][]string{
		lang.Sv: {
			"1 av 1 par av mått har ett säkert samband", "1 par visas inte, för att skydda enskilda.", "För 1 par är det ena måttet vad det andra lämnar kvar.",
			"Mått som inte är med, för att skydda enskilda:", "1 område hör till de sämsta på minst 2 av 2 mått. Slumpen skulle ge 0,2 i medeltal (p < 0,001).",
			"Ängby hör till de 20 % av områdena som har sämst värden på 2 av 2 mått. Slumpen skulle ge 0,4", "gränserna mellan grupperna är svaga",
			"Områden som saknar något av måtten är inte med: Norra <Öst>.",
		},
		lang.En: {"1 of 1 pairs of measures have a clear relation", "Chance would give 0.2 in the mean (p < 0.001)", "the limits between groups are weak"},
	} {
		got := plainText(t, testReport(t, l))
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: the page does not say %q", l, s)
			}
		}
		if n := strings.Count(got, wEcological.In(l)); n != 3 {
			t.Errorf("%s: that areas are not persons is said %d times, want once for the chapter and once for each of two tables", l, n)
		}
	}
}

// A study without composites and without anything to relate has no such chapters.
func TestNothingToPutTogether(t *testing.T) {
	r := testReport(t, lang.Sv)
	r.Results.Composites, r.Results.Relations, r.Results.Disadvantage, r.Results.Alike = nil, nil, nil, &analysis.Alike{Reason: analysis.TooFewAreas}
	page, _ := written(t, r)
	for _, id := range []string{idComposite, idRelations} {
		if strings.Contains(page, `id="`+id+`"`) || strings.Contains(page, `href="#`+id+`"`) {
			t.Errorf("the page has a chapter %s", id)
		}
	}
}
