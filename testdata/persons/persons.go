// Command persons writes what .ci/bench times: a register of persons that nobody is in, the counts of its areas, and a map of them. The same
// numbers come from the same seed on every machine.
//
//	go run ./testdata/persons -o DIR -n 10000000
//
// It writes into DIR
//
//	persons.csv   a row for each person and year: area,municipality,year,group,work,income
//	areas.csv     a row for each area: area,municipality,x,y,foreign,swedish, all years together
//	areas.geojson the areas as squares of a kilometre in SWEREF 99 TM
//
// There are 6,160 areas, as many as Statistics Sweden's DeSO, in 290 municipalities; five years; two groups that live unevenly; work as 0 or 1; and
// income in thousands of kronor. The names of the areas are made up: none of it is about any place.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

const (
	across, down   = 80, 77 // squares of the map
	areas          = across * down
	municipalities = 290
	firstYear      = 2021
	years          = 5
	side           = 1000 // metres of a square
)

func main() {
	dir := flag.String("o", ".", "directory to write into")
	n := flag.Int("n", 10_000_000, "rows of persons.csv")
	seed := flag.Uint64("seed", 1, "seed of the random numbers")
	flag.Parse()
	if err := write(*dir, *n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// area is one square: who lives there and how often they work.
type area struct {
	code, municipality string
	foreign            float64 // chance that a person is of the group
	counts             [2]int
}

func write(dir string, n int, seed uint64) error {
	r := rand.New(rand.NewPCG(seed, 9))
	all := make([]area, areas)
	for i := range all {
		m := i * municipalities / areas
		city := 0.1 + 0.25*math.Abs(math.Sin(float64(m)))
		all[i] = area{code: fmt.Sprintf("%04dX%04d", 1001+m, i), municipality: strconv.Itoa(1001 + m), foreign: min(0.95, city*2*r.Float64()*r.Float64()+0.02)}
	}
	if err := to(filepath.Join(dir, "persons.csv"), func(w *bufio.Writer) { persons(w, all, n, r) }); err != nil {
		return err
	}
	if err := to(filepath.Join(dir, "areas.csv"), func(w *bufio.Writer) { counts(w, all) }); err != nil {
		return err
	}
	return to(filepath.Join(dir, "areas.geojson"), func(w *bufio.Writer) { squares(w, all) })
}

// persons writes the register in an order that has nothing to do with where people live, and counts them.
func persons(w io.Writer, all []area, n int, r *rand.Rand) {
	fmt.Fprintln(w, "area,municipality,year,group,work,income")
	var line []byte
	for i := range n {
		a := &all[r.IntN(areas)]
		group, name := 1, "swedish"
		if r.Float64() < a.foreign {
			group, name = 0, "foreign"
		}
		a.counts[group]++
		work := "0"
		if r.Float64() < 0.85-0.2*a.foreign-0.1*float64(1-group) {
			work = "1"
		}
		line = append(append(append(line[:0], a.code...), ','), a.municipality...)
		line = strconv.AppendInt(append(line, ','), int64(firstYear+i%years), 10)
		line = append(append(append(append(append(line, ','), name...), ','), work...), ',')
		line = strconv.AppendFloat(line, 250*math.Exp(0.6*r.NormFloat64()-0.3*a.foreign), 'f', 1, 64)
		w.Write(append(line, '\n'))
	}
}

func counts(w io.Writer, all []area) {
	fmt.Fprintln(w, "area,municipality,x,y,foreign,swedish")
	for i, a := range all {
		x, y := place(i)
		fmt.Fprintf(w, "%s,%s,%d,%d,%d,%d\n", a.code, a.municipality, x+side/2, y+side/2, a.counts[0], a.counts[1])
	}
}

// place is the lower left corner of a square.
func place(i int) (east, north int) { return 500_000 + i%across*side, 6_400_000 + i/across*side }

func squares(w io.Writer, all []area) {
	fmt.Fprintln(w, `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}},"features":[`)
	for i, a := range all {
		x, y := place(i)
		comma := ","
		if i == len(all)-1 {
			comma = ""
		}
		fmt.Fprintf(w, `{"type":"Feature","properties":{"area":%q},"geometry":{"type":"Polygon","coordinates":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}%s`+"\n",
			a.code, x, y, x+side, y, x+side, y+side, x, y+side, x, y, comma)
	}
	fmt.Fprintln(w, "]}")
}

// to writes a file by a function. What cannot be written is told when the last of it is.
func to(path string, write func(*bufio.Writer)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	write(w)
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
