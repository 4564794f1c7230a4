package explorer

// data is what is embedded in the page. Every text is as it is shown, and beside it stand the numbers, for sorting, drawing and downloads.
// Keys are short, for there are thousands of cells.
type data struct {
	Lang        string            `json:"lang"`
	City        string            `json:"city"`
	Title       string            `json:"title"`
	Notice      string            `json:"notice,omitempty"` // that the city is made up
	Report      string            `json:"report,omitempty"`
	Level       string            `json:"level"` // of intervals: "95 %"
	Areas       []area            `json:"areas"`
	Themes      []string          `json:"themes"`
	Measures    []*measure        `json:"measures"`
	Verdicts    []verdict         `json:"verdicts"`
	Reasons     []string          `json:"reasons"` // why values are not there
	Bases       []basis           `json:"bases"`   // where values come from
	Words       map[string]string `json:"words"`
	Series      []series          `json:"series"`
	Palette     map[string]string `json:"palette"`
	Highlighted []string          `json:"highlighted"` // keys of the districts that the study puts first
	Crowded     bool              `json:"-"`           // the trends are too many for a page and left out
}

// area is a district.
type area struct {
	Key     string `json:"key"` // in addresses
	Code    string `json:"code"`
	Name    string `json:"name"`
	Assumed bool   `json:"assumed,omitempty"`
	Href    string `json:"href,omitempty"`
}

// verdict is a verdict in words: beside a heading that says what is compared with, and on its own.
type verdict struct {
	ID    string `json:"id"`
	Sign  string `json:"sign"`
	Word  string `json:"word"`
	Text  string `json:"text"`
	Class string `json:"class"`
}

type basis struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type series struct {
	Color string    `json:"color"`
	Dash  []float64 `json:"dash"`
}

// measure is an indicator.
type measure struct {
	Key        string   `json:"key"`
	Name       string   `json:"name"`
	Short      string   `json:"short"`
	Theme      int      `json:"theme"`
	Unit       string   `json:"unit,omitempty"`
	DiffUnit   string   `json:"diffUnit,omitempty"`
	Definition string   `json:"definition,omitempty"`
	Population string   `json:"population,omitempty"`
	Direction  string   `json:"direction"`
	Judged     int      `json:"judged"` // +1 where higher is better, −1 where lower is, 0 where nothing is
	Source     string   `json:"source"`
	URL        string   `json:"url,omitempty"`
	Limits     []string `json:"limits,omitempty"`
	Href       string   `json:"href,omitempty"` // in the report
	Groups     []*group `json:"groups"`

	theme string // ID
}

// group is a measure for everyone, or for a group of people.
type group struct {
	Key     string    `json:"key"`
	Name    string    `json:"name"` // "" for everyone
	Heading string    `json:"heading"`
	Axis    axis      `json:"axis"`
	Periods []*period `json:"periods"` // the newest first
	Trend   *trend    `json:"trend,omitempty"`
}

type axis struct {
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
	Ticks  []tick  `json:"ticks"`
	Flip   bool    `json:"flip,omitempty"`
	Unit   string  `json:"unit,omitempty"`
	From   string  `json:"from,omitempty"`
	Better string  `json:"better,omitempty"`
}

type tick struct {
	At    float64 `json:"at"`
	Label string  `json:"label"`
}

// period is a group in one period.
type period struct {
	Key      string   `json:"key"`
	Text     string   `json:"text"`
	Compared bool     `json:"compared,omitempty"` // with the rest of the city
	Earlier  string   `json:"earlier,omitempty"`  // what changes are since
	Title    string   `json:"title"`
	Subtitle string   `json:"subtitle"`
	Alt      string   `json:"alt,omitempty"`
	Method   string   `json:"method,omitempty"`
	Notes    []string `json:"notes,omitempty"`
	None     string   `json:"none,omitempty"` // why no district has a value
	City     cell     `json:"city"`
	Cells    []cell   `json:"cells"`           // of the districts, in their order
	Parts    []part   `json:"parts,omitempty"` // smaller areas, where no district has a value
	PartName string   `json:"partName,omitempty"`
}

// part is an area that is smaller than a district.
type part struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Cell cell   `json:"cell"`
}

// cell is a value with everything that is said of it.
type cell struct {
	Text    string      `json:"t"`
	Value   *float64    `json:"v,omitempty"`
	Range   string      `json:"r,omitempty"`
	Low     *float64    `json:"l,omitempty"`
	High    *float64    `json:"h,omitempty"`
	Small   bool        `json:"s,omitempty"` // rests on few
	Early   bool        `json:"p,omitempty"` // provisional
	Absent  string      `json:"x,omitempty"` // class of what is not there: missing, suppressed
	Why     int         `json:"w,omitempty"` // position among the reasons, from 1
	Basis   int         `json:"b,omitempty"` // position among the bases, from 1
	Behind  *float64    `json:"n,omitempty"` // denominator
	Verdict int         `json:"j,omitempty"` // position among the verdicts; 0 is not compared
	Diff    *difference `json:"d,omitempty"`
	Change  *difference `json:"c,omitempty"`
}

// difference is a difference from the rest of the city, or from an earlier period.
type difference struct {
	Text  string   `json:"t"`
	Value float64  `json:"v"`
	Range string   `json:"r,omitempty"`
	Low   *float64 `json:"l,omitempty"`
	High  *float64 `json:"h,omitempty"`
}

// trend is a group over three periods or more, the earliest first.
type trend struct {
	Title   string     `json:"title"`
	Sub     string     `json:"subtitle"`
	Alt     string     `json:"alt"`
	Method  string     `json:"method"`
	Notes   []string   `json:"notes,omitempty"`
	Periods []string   `json:"periods"` // keys
	Ticks   []string   `json:"ticks"`
	At      []float64  `json:"at"`
	Breaks  []int      `json:"breaks,omitempty"` // positions after which a rule stands
	City    [][2]int   `json:"city"`             // stretches that a line may join
	Areas   [][][2]int `json:"areas"`
}
