package charts

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Words of the charts. They say what is seen and never why it is so.
var (
	wTo         = lang.Text{Sv: "till", En: "to"}
	wPoints     = lang.Text{Sv: "procentenheter", En: "percentage points"}
	wSchoolYear = lang.Text{Sv: "läsåret", En: "school year"}

	wBetter    = lang.Text{Sv: "bättre än övriga %s", En: "better than the rest of %s"}
	wWorse     = lang.Text{Sv: "sämre än övriga %s", En: "worse than the rest of %s"}
	wHigher    = lang.Text{Sv: "högre än övriga %s", En: "higher than the rest of %s"}
	wLower     = lang.Text{Sv: "lägre än övriga %s", En: "lower than the rest of %s"}
	wUnclear   = lang.Text{Sv: "ingen säker skillnad", En: "no clear difference"}
	wInterval  = lang.Text{Sv: "%s-intervall", En: "%s interval"}
	wTheirs    = lang.Text{Sv: "källans intervall", En: "interval of the source"}
	wSmall     = lang.Text{Sv: "liten grupp, osäkert värde", En: "small group, uncertain value"}
	wHidden    = lang.Text{Sv: "visas inte av sekretesskäl", En: "withheld to protect persons"}
	wMissing   = lang.Text{Sv: "uppgift saknas", En: "not available"}
	wCannot    = lang.Text{Sv: "kan inte förekomma", En: "cannot occur"}
	wHigherOK  = lang.Text{Sv: "högre är bättre", En: "higher is better"}
	wLowerOK   = lang.Text{Sv: "lägre är bättre", En: "lower is better"}
	wAxisFrom  = lang.Text{Sv: "axeln börjar på %s", En: "axis starts at %s"}
	wSource    = lang.Text{Sv: "Källa", En: "Source"}
	wRetrieved = lang.Text{Sv: "hämtad", En: "retrieved"}
	wTable     = lang.Text{Sv: "tabell", En: "table"}
	wDrawn     = lang.Text{Sv: "Framtagen", En: "Produced"}
	wRough     = lang.Text{
		Sv: "Ungefärliga värden, för att antalet personer bakom dem är uppskattat",
		En: "Approximate values, since the number of persons behind them is an approximation",
	}
	wAssumed = lang.Text{
		Sv: "Områdenas gränser är ett antagande och inte beslutade.",
		En: "The delimitation of the areas is an assumption, not a decision.",
	}
)

var months = [12]lang.Text{
	{Sv: "januari", En: "January"}, {Sv: "februari", En: "February"}, {Sv: "mars", En: "March"}, {Sv: "april", En: "April"},
	{Sv: "maj", En: "May"}, {Sv: "juni", En: "June"}, {Sv: "juli", En: "July"}, {Sv: "augusti", En: "August"},
	{Sv: "september", En: "September"}, {Sv: "oktober", En: "October"}, {Sv: "november", En: "November"}, {Sv: "december", En: "December"},
}

// Limits of titles and alternative texts.
const (
	maxTitleWords = 12
	maxAltFirst   = 80
	maxAlt        = 250
)

// VerdictText says a verdict in words: "bättre än övriga Borås".
func VerdictText(l lang.Lang, v analysis.Verdict, city string) string {
	switch v {
	case analysis.Better:
		return fmt.Sprintf(wBetter.In(l), city)
	case analysis.Worse:
		return fmt.Sprintf(wWorse.In(l), city)
	case analysis.Higher:
		return fmt.Sprintf(wHigher.In(l), city)
	case analysis.Lower:
		return fmt.Sprintf(wLower.In(l), city)
	case analysis.NoClearDifference:
		return wUnclear.In(l)
	}
	return ""
}

// ReasonText says in a few words why there is no value or interval.
func ReasonText(l lang.Lang, r analysis.Reason) string { return reasons[r].In(l) }

var reasons = map[analysis.Reason]lang.Text{
	analysis.NoObservation:  {Sv: "uppgift saknas i källan", En: "not in the source"},
	analysis.NoDenominator:  {Sv: "källan anger inget antal", En: "the source gives no count"},
	analysis.CannotPool:     {Sv: "kan inte räknas samman ur mindre områden", En: "cannot be combined from smaller areas"},
	analysis.LowCoverage:    {Sv: "för stor del av området saknar uppgift", En: "too much of the area lacks data"},
	analysis.Withheld:       {Sv: "visas inte av sekretesskäl", En: "withheld to protect persons"},
	analysis.SourceWithheld: {Sv: "sekretess i källan", En: "withheld by the source"},
	analysis.PartOnly:       {Sv: "området är hela staden", En: "the area is the whole city"},
	analysis.SizeOnly:       {Sv: "antal jämförs inte", En: "counts are not compared"},
	analysis.SchoolsOnly:    {Sv: "uppgifterna gäller skolor", En: "the data are about schools"},
	analysis.OtherAreas:     {Sv: "olika delar av området har uppgift vid de två tidpunkterna", En: "different parts of the area have data at the two times"},
	analysis.NoRatio:        {Sv: "kvoten är inte bestämd", En: "the ratio is not defined"},
	analysis.NoLimits:       {Sv: "källan anger inget intervall", En: "the source gives no interval"},
	analysis.NoLevel:        {Sv: "det är inte känt vilken nivå källans intervall har", En: "the level of the source's intervals is not known"},
	analysis.Broken:         {Sv: "serien är bruten mellan tidpunkterna", En: "the series is broken between the two times"},
	analysis.TooFewAreas:    {Sv: "för få områden har uppgift", En: "too few areas have data"},
	analysis.TooFewPeriods:  {Sv: "för få tidpunkter går att jämföra", En: "too few points in time can be compared"},
	analysis.TooFewGroups:   {Sv: "för få grupper har uppgift", En: "too few groups have data"},
	analysis.Constant:       {Sv: "alla värden är lika", En: "all values are the same"},
	analysis.Tied:           {Sv: "lika värden ger ingen ordning", En: "equal values leave no order"},
	analysis.Contradictory:  {Sv: "källans uppgifter går inte ihop", En: "the figures of the source contradict one another"},
	analysis.NoWeights:      {Sv: "vikter saknas eller är fel", En: "weights are missing or wrong"},
	analysis.TargetPassed:   {Sv: "målåret har passerat", En: "the year of the target has passed"},
	analysis.NotJudged:      {Sv: "måttet säger inte vad som är bättre", En: "the measure does not say what is better"},
	analysis.NotClosing:     {Sv: "skillnaden minskar inte säkert", En: "the gap does not surely close"},
	analysis.NoGap:          {Sv: "skillnaden har redan utjämnats", En: "the gap is closed already"},
	analysis.TooFar:         {Sv: "ligger för långt fram för att säga", En: "too far ahead to tell"},
	analysis.TooFewParts:    {Sv: "för lite av indexets vikt har uppgift", En: "too little of the weight of the index has data"},
	analysis.SharedParts:    {Sv: "måtten räknas på samma antal", En: "the measures are made of the same counts"},
	analysis.Undefined:      {Sv: "kan inte beräknas", En: "cannot be computed"},
}

// BasisText says where a value comes from.
func BasisText(l lang.Lang, b analysis.Basis) string { return bases[b].In(l) }

var bases = map[analysis.Basis]lang.Text{
	analysis.Published:    {Sv: "publicerat", En: "published"},
	analysis.Pooled:       {Sv: "sammanräknat ur mindre områden", En: "combined from smaller areas"},
	analysis.Approximated: {Sv: "ungefärligt", En: "approximate"},
}

// plural picks a wording by number; the texts hold %d.
func plural(l lang.Lang, n int, one, many lang.Text) string {
	if n == 1 {
		return fmt.Sprintf(one.In(l), n)
	}
	return fmt.Sprintf(many.In(l), n)
}

func nAreas(l lang.Lang, n int) string {
	return plural(l, n, lang.Text{Sv: "%d område", En: "%d area"}, lang.Text{Sv: "%d områden", En: "%d areas"})
}

// words counts the words of a text. A number that is grouped by fixed spaces is one word.
func words(s string) int { return len(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })) }

// title returns the first candidate of at most twelve words, or the last cut to that.
func title(candidates ...string) string {
	for _, c := range candidates {
		if words(c) <= maxTitleWords {
			return capital(c)
		}
	}
	f := strings.Fields(candidates[len(candidates)-1])
	return capital(strings.Join(f[:min(len(f), maxTitleWords)], " ") + "…")
}

// capital makes the first letter a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// alt joins sentences into an alternative text: the first candidate for the opening sentence that is short enough, then as many of the
// rest, in their order, as the limit holds.
func alt(openings []string, rest ...string) string {
	out := ""
	for _, o := range openings {
		out = cut(o, maxAltFirst)
		if out == o {
			break
		}
	}
	for _, s := range rest {
		if s == "" {
			continue
		}
		if utf8.RuneCountInString(out)+1+utf8.RuneCountInString(s) > maxAlt {
			break
		}
		out += " " + s
	}
	return out
}

// cut shortens a sentence to n characters, keeping its full stop.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimRight(string(r[:n-2]), " ,.:") + "…."
}

// firstSentence returns what an alternative text begins with.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

// small makes the first letter small, for a phrase that moves into a sentence; words like DeSO and SCB stay as they are.
func small(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// longestSlug is the longest part of a file name: three of them, with what a figure puts around them, are fewer than the 255 bytes that file systems take.
const longestSlug = 72

// Slug turns a name into a part of a file name: ASCII letters and digits, lower case, words joined by hyphens, so that no name leads out of a directory.
// One that is too long ends in a sum of it instead.
func Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(s) {
		if p, ok := plain[r]; ok {
			r = p
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	if b.Len() > longestSlug {
		sum := sha256.Sum256([]byte(s))
		return strings.Trim(b.String()[:longestSlug-9], "-") + "-" + hex.EncodeToString(sum[:4])
	}
	return b.String()
}

var plain = map[rune]rune{'å': 'a', 'ä': 'a', 'á': 'a', 'à': 'a', 'ö': 'o', 'ø': 'o', 'ó': 'o', 'é': 'e', 'è': 'e', 'ü': 'u', 'ñ': 'n'}

// join lists names: "A, B och C".
func join(l lang.Lang, names []string) string {
	and := lang.Text{Sv: " och ", En: " and "}.In(l)
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + and + names[len(names)-1]
}

// WithoutValue returns what stands in the place of a value that is not there: the sign in tables, the reason in words, and the class
// of the cell.
func WithoutValue(l lang.Lang, v analysis.Value) (sign, why, class string) {
	switch {
	case v.Status == indicators.NotApplicable:
		return ".", wCannot.In(l), "missing"
	case v.Reason == analysis.Withheld || v.Reason == analysis.SourceWithheld || v.Status == indicators.Suppressed:
		why = wHidden.In(l)
		if v.Reason == analysis.SourceWithheld {
			why = ReasonText(l, v.Reason)
		}
		return "..", why, "suppressed"
	}
	why = ReasonText(l, v.Reason)
	if why == "" {
		why = wMissing.In(l)
	}
	return "..", why, "missing"
}
