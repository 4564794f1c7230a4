package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Every index goes with every question that can be asked of it: each line of output is JSON, what has no value is null and said, and
// nothing that is withheld has a number.
func TestEveryIndexAnswersEveryQuestion(t *testing.T) {
	if testing.Short() {
		t.Skip("asks every index everything")
	}
	t.Chdir(t.TempDir())
	const (
		header = "area,city,district,year,a,b,c,income,weight,cases,persons,age,share,error,ref,all,east,north,m2,metres\n"
		strata = "A,X,N,1,,,,,,5,10,%s,0.5,0.1,2,300\nB,X,S,1,,,,,,3,20,%[1]s,0.25,0,2,300\nC,Y,N,1,,,,,,0,30,%[1]s,1,0.1,2,300\nA,X,N,2,,,,,,1,0,%[1]s,1,0.1,2,300\nB,X,N,2,,,,,,,5,%[1]s,1,0.1,2,300\n"
	)
	ages := header
	for _, age := range []string{"0", "1-4", "5–9", "10", "90+"} {
		ages += fmt.Sprintf(strata, age)
	}
	for name, text := range map[string]string{
		"people.csv": header +
			"A,X,N,1,30,10,5,210,12,5,10,0,0.5,2,2,300\nB,X,S,1,10,30,5,340,9,3,20,0,0.7,1,2,300\nC,Y,N,1,12,13,0,280,10,1,30,0,1,3,2,300\nD,Y,N,1,3,7,40,150,1,0,25,0,0.3,4,2,300\n" +
			"A,X,N,2,30,10,7,220,12,5,10,0,0.4,2,2,300\nB,X,S,2,10,20,5,330,9,3,22,0,0.6,1,2,300\nE,Y,N,2,12,13,1,285,10,2,30,0,0.9,3,2,300\nD,Y,N,2,,7,40,155,1,0,0,0,0.1,4,2,300\n",
		"empty.csv": header + "A,X,N,1,0,0,0,0,0,0,0,0,0,0,2,300\nA,X,N,2,0,0,0,0,0,0,0,0,0,0,2,300\n" +
			"B,X,N,1,0,0,0,0,0,0,0,0,0,0,2,300\nB,X,N,2,0,0,0,0,0,0,0,0,0,0,2,300\n",
		"ages.csv":   ages,
		"beside.csv": "from,to,length\nA,B,300\nB,A,300\n",
	} {
		if name != "beside.csv" {
			text = placed(text)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	questions := []string{"", "--threshold 8", "--bootstrap 99 --interval bca --threshold 8", "--bootstrap 99 --resample areas --interval normal",
		"--jackknife persons --threshold 8", "--jackknife areas", "--pairwise"}
	for _, null := range resample.Nulls {
		questions = append(questions, "--replicates 99 --null "+string(null))
	}
	for _, test := range resample.Comparisons {
		questions = append(questions, "--replicates 99 --compare year=1,2 --test "+string(test))
	}
	for _, ix := range registry.All() {
		for _, file := range []string{"people.csv", "empty.csv"} {
			for _, question := range questions {
				flags := flagsOf(ix, question)
				if flags == "" {
					continue
				}
				if ix.Shape() == index.ShapeStrata && file == "people.csv" {
					file = "ages.csv"
				}
				line := "index compute " + ix.ID + " --data " + file + " --unit area --format json " + flags + " " + question
				code, stdout, stderr := tryJamlik(strings.Fields(line)...)
				if code != exitDone {
					t.Errorf("jamlik %s: exit status %d\n%s", line, code, stderr)
					continue
				}
				checkResults(t, line, stdout)
			}
		}
	}
}

// flagsOf returns the columns that an index takes, and "" where the question is not for it.
func flagsOf(ix index.Index, question string) string {
	test, pairwise := strings.Contains(question, "--test"), strings.Contains(question, "--pairwise")
	flags := "--group a,b,c"
	switch ix.Shape() {
	case index.ShapeTwoGroup:
		if !pairwise || ix.TwoGroup == nil {
			flags = "--group a,b"
		}
	case index.ShapeMultiGroup:
	case index.ShapeValues, index.ShapeSubgroups, index.ShapeTwice:
		flags = "--value income --weight weight"
		if ix.Shape() != index.ShapeValues {
			flags += " --se error"
		}
		if ix.Reads.Has(index.Numerators) {
			flags = "--group cases --total persons"
		}
	case index.ShapeEvents:
		flags = "--group cases --total persons"
	case index.ShapeStrata:
		flags = "--at age --group cases --total persons"
		if ix.Reads.Has(index.Measured) {
			flags = "--at age --value income --se error"
		}
	case index.ShapeIndicators:
		flags = "--indicator a,b,c --reverse b --weight weight"
	}
	for _, extra := range []struct {
		of   index.Extra
		flag string
	}{
		{index.Order, " --rank weight"}, {index.Bounds, " --bounds 0,1000"}, {index.Kinds, " --subgroup district"}, {index.Sources, " --source a,b"},
		{index.Neighbours | index.Located | index.Lengths, " --neighbours beside.csv"}, {index.Places | index.Distances, " --coordinates east,north"},
		{index.Areas, " --area m2"}, {index.Perimeters, " --perimeter metres"}, {index.Standard, " --standard persons"}, {index.Expected, " --expected-group ref --expected-total all"},
		{index.Health, " --health share --health-n persons"}, {index.Frequencies, " --frequency income"}, {index.Benchmark, " --reference A"},
		{index.Goalposts, " --goal a=0,50 --goal b=0,50 --goal c=0,50"},
	} {
		counted := strings.Contains(flags, "--total") && (extra.of == index.Errors || extra.of == index.Bounds)
		if ix.Reads&extra.of != 0 && !counted {
			flags += extra.flag
		}
	}
	twice := ix.Shape() == index.ShapeChange || ix.Shape() == index.ShapeTwice
	formula := ix.Shape() == index.ShapeEvents || ix.Shape() == index.ShapeStrata || ix.Shape() == index.ShapeIndicators
	switch {
	case ix.Larger.Units && ix.Shape() == index.ShapeIndicators:
		flags += " --within district"
	case ix.Larger.Units:
		flags += " --within city,district"
	}
	if ix.Larger.Groups {
		flags += " --supergroup ab=a,b"
	}
	switch {
	case pairwise && ix.TwoGroup == nil, twice && test, formula && (test || strings.Contains(question, "--bootstrap") || strings.Contains(question, "--jackknife")),
		ix.Shape() == index.ShapeTwice && strings.Contains(question, "--jackknife"):
		return ""
	case twice:
		flags += " --compare year=1,2"
	case !test:
		flags += " --by year"
	}
	return flags
}

func checkResults(t *testing.T, line, stdout string) {
	t.Helper()
	if stdout == "" {
		t.Errorf("jamlik %s: no output", line)
	}
	for s := bufio.NewScanner(strings.NewReader(stdout)); s.Scan(); {
		var r struct {
			Value    *float64
			Values   []partValue
			Warnings []string
		}
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Errorf("jamlik %s: %v in %s", line, err, s.Text())
		}
		if r.Value == nil && r.Values == nil && len(r.Warnings) == 0 {
			t.Errorf("jamlik %s: neither a value nor a warning in %s", line, s.Text())
		}
		for _, v := range r.Values {
			if v.Withheld && (v.Value != nil || v.Lower != nil || v.Upper != nil || (v.inferred != inferred{})) {
				t.Errorf("jamlik %s: withheld and yet shown: %+v", line, v)
			}
			if v.Value == nil && len(r.Warnings) == 0 {
				t.Errorf("jamlik %s: %+v has no value and no warning says why", line, v)
			}
		}
	}
}

// placed adds to each row of units A to E where the unit lies: the last four columns of the header.
func placed(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines[1:] {
		if line != "" {
			k := int(line[0] - 'A')
			lines[i+1] = strings.TrimSuffix(line, "\n") + fmt.Sprintf(",%d,%d,%d,%d\n", 377000+700*k, 6400000+400*(k%2), 300000+1000*k, 2300+10*k)
		}
	}
	return strings.Join(lines, "")
}

// fiveAreas is a map of areas A to E, two by two, and one east of the lower two.
const fiveAreas = `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}},"features":[
{"type":"Feature","properties":{"code":"A","district":"N","people":900},"geometry":{"type":"Polygon","coordinates":[[[377000,6401000],[378000,6401000],[378000,6402500],[377000,6402500],[377000,6401000]]]}},
{"type":"Feature","properties":{"code":"B","district":"N","people":1200},"geometry":{"type":"Polygon","coordinates":[[[378000,6401000],[379000,6401000],[379000,6402500],[378000,6402500],[378000,6401000]]]}},
{"type":"Feature","properties":{"code":"C","district":"S","people":1100},"geometry":{"type":"Polygon","coordinates":[[[377000,6400000],[378000,6400000],[378000,6401000],[377000,6401000],[377000,6400000]]]}},
{"type":"Feature","properties":{"code":"D","district":"S","people":700},"geometry":{"type":"Polygon","coordinates":[[[378000,6400000],[379000,6400000],[379000,6401000],[378000,6401000],[378000,6400000]]]}},
{"type":"Feature","properties":{"code":"E","district":"S","people":800},"geometry":{"type":"Polygon","coordinates":[[[379000,6400000],[381000,6400000],[381000,6401000],[379000,6401000],[379000,6400000]]]}}]}
`

// exampleFiles are files with the columns that the examples of the indices name.
func exampleFiles() map[string]string {
	files := map[string]string{
		"people.csv":       placed("area,district,foreign,swedish,east,north,m2,metres\nA,N,30,10\nB,N,10,30\nC,S,5,30\nD,S,8,20\nE,S,9,25\n"),
		"schools.csv":      placed("school,district,africa,asia,europe,east,north,m2,metres\nA,A,30,10,20\nB,A,10,30,20\nC,B,5,30,20\nD,B,15,20,20\nE,B,12,8,25\n"),
		"brackets.csv":     "area,b1,b2,b3,b4,b5,b6\nA,30,10,20,8,6,4\nB,10,30,20,7,5,9\n",
		"years.csv":        "area,year,foreign,swedish\nA,2020,30,10\nB,2020,10,30\nA,2025,20,10\nB,2025,10,30\n",
		"areas.geojson":    fiveAreas,
		"pupils.csv":       "school,east,north,pupils\nS,377500,6401500,120\nT,379500,6400500,80\n",
		"clinics.csv":      "clinic,lon,lat\nK,12.9485,57.7335\n",
		"crosswalk.csv":    "from,to,weight\nA,P,1\nB,P,0.4\nB,Q,0.6\nC,Q,1\nD,Q,1\nE,Q,1\n",
		"beside.csv":       "from,to,length\nA,B,250\nB,C,300\nC,D,80.5\nD,E,400\n",
		"income.csv":       placed("area,kind,income,population,wages,capital,east,north,m2,metres\nA,x,160.5,1200,150,10.5\nB,x,340,900,300,40\nC,y,280,1000,260,20\nD,y,250,1100,245,5\nE,y,310,800,290,20\n"),
		"health.csv":       "area,share,error,income,population\nA,12,0.9,210.5,1200\nB,8,0.8,340,900\nC,9,0.7,280,1000\nD,11,0.8,250,1100\n",
		"health-years.csv": "area,year,share,error,population\n",
		"events.csv":       placed("area,cases,persons,income,east,north,m2,metres\nA,50,400,210.5\nB,30,520,340\nC,45,480,280\nD,41,390,250\nE,22,300,265\n"),
		"events-years.csv": "area,year,cases,persons\n",
		"trend.csv":        "area,year,cases,persons,share,error\n",
		"ages.csv":         "area,age,deaths,population,standard,city_deaths,city_population,good,answers\n",
		"admissions.csv":   "area,age,times,people,population,standard\n",
		"indicators.csv":   placed("area,district,income,jobs,school,population,east,north,m2,metres\nA,N,210.5,12,80,900\nB,N,340,5,92,1200\nC,S,280,8,88,1100\nD,S,250,9,91,700\nE,S,300,7,85,1400\n"),
		"care-need.csv":    "area,under5,born_abroad,alone65,single_parent,moved_in,unemployed,low_education,population\nA,90,140,60,20,45,80,70,950\nB,60,40,70,15,30,25,30,900\n",
	}
	for year := 2020; year <= 2025; year++ {
		for i, area := range []string{"A", "B", "C", "D"} {
			n := 30 + 9*i + 2*(year-2020)*(i-1)
			files["trend.csv"] += fmt.Sprintf("%s,%d,%d,400,%v,%v\n", area, year, n, float64(n)/4, 1.7)
			if year == 2020 || year == 2025 {
				files["health-years.csv"] += fmt.Sprintf("%s,%d,%v,%v,%d\n", area, year, float64(n)/4, 1.7, 400+100*i)
				files["events-years.csv"] += fmt.Sprintf("%s,%d,%d,400\n", area, year, n)
			}
		}
	}
	for k := range 20 {
		age := []int{0, 1}[min(k, 1)]
		if k > 1 {
			age = 5 * (k - 1)
		}
		for i, area := range []string{"A", "B"} {
			deaths := 2 + k*k/4 + i*(1+k/5)
			for times := 1; times <= 3; times++ {
				files["admissions.csv"] += fmt.Sprintf("%s,%d,%d,%d,%d,%d\n", area, age, times, (deaths+6)/times, 900-30*k, 5500-200*k)
			}
			files["ages.csv"] += fmt.Sprintf("%s,%d,%d,%d,%d,%d,%d,%v,150\n", area, age, deaths, 900-30*k, 5500-200*k, 3*(2+k*k/4)+k, 2800-90*k, 0.97-0.03*float64(k))
		}
	}
	return files
}
