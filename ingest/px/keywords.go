package px

// rule says what is wanted of a keyword.
type rule struct {
	mandatory bool // a file without it is refused
	structure bool // what is wrong with it is an error, not a warning
	kept      string
}

// The keywords of the specification of 2013, those that PxWeb writes besides, and older ones. Kept is the key of metadata that holds what
// the keyword says of the table, of a variable or of a value of the contents; it is empty where other code reads the keyword, or where it only
// concerns how programs show tables.
var keywords = map[string]rule{
	"CHARSET":      {structure: true},
	"CODEPAGE":     {structure: true},
	"LANGUAGE":     {structure: true},
	"LANGUAGES":    {structure: true},
	"MATRIX":       {mandatory: true, structure: true, kept: "matrix"},
	"SUBJECT-AREA": {mandatory: true, structure: true, kept: "subject-area"},
	"SUBJECT-CODE": {mandatory: true, structure: true, kept: "subject-code"},
	"CONTENTS":     {mandatory: true, structure: true, kept: "contents"},
	"UNITS":        {mandatory: true, structure: true},
	"DECIMALS":     {mandatory: true, structure: true},
	"TITLE":        {structure: true}, // mandatory where there is no DESCRIPTION
	"STUB":         {structure: true}, // or HEADING
	"HEADING":      {structure: true},
	"VALUES":       {structure: true}, // of every variable
	"CODES":        {structure: true},
	"CONTVARIABLE": {structure: true},
	"VARIABLECODE": {structure: true},
	"KEYS":         {structure: true},
	"DATA":         {structure: true},

	"AGGREGALLOWED":       {},
	"ATTRIBUTE-ID":        {},
	"ATTRIBUTE-TEXT":      {},
	"ATTRIBUTES":          {},
	"AXIS-VERSION":        {kept: "axis-version"},
	"BASEPERIOD":          {kept: "baseperiod"},
	"CELLNOTE":            {},
	"CELLNOTEX":           {},
	"CFPRICES":            {kept: "cfprices"},
	"CONFIDENTIAL":        {kept: "confidential"},
	"CONTACT":             {kept: "contact"},
	"COPYRIGHT":           {kept: "copyright"},
	"CREATION-DATE":       {kept: "created"},
	"DATABASE":            {kept: "database"},
	"DATANOTE":            {kept: "datanote"},
	"DATANOTECELL":        {},
	"DATANOTESUM":         {kept: "datanotesum"},
	"DATASYMBOL1":         {kept: "symbol:."},
	"DATASYMBOL2":         {kept: "symbol:.."},
	"DATASYMBOL3":         {kept: "symbol:..."},
	"DATASYMBOL4":         {kept: "symbol:...."},
	"DATASYMBOL5":         {kept: "symbol:....."},
	"DATASYMBOL6":         {kept: "symbol:......"},
	"DATASYMBOLNIL":       {kept: "symbol:-"},
	"DATASYMBOLSUM":       {kept: "symbol:......."},
	"DAYADJ":              {kept: "dayadj"},
	"DESCRIPTION":         {kept: "description"},
	"DESCRIPTIONDEFAULT":  {},
	"DOMAIN":              {kept: "domain"},
	"ELIMINATION":         {},
	"FIRST-PUBLISHED":     {kept: "first-published"},
	"GROUPING-ID":         {kept: "grouping-id"},
	"GROUPING-NAME":       {kept: "grouping-name"},
	"HIERARCHIES":         {},
	"HIERARCHYLEVELS":     {kept: "hierarchylevels"},
	"HIERARCHYNAMES":      {kept: "hierarchynames"},
	"INFO":                {kept: "info"},
	"INFOFILE":            {kept: "infofile"},
	"LAST-UPDATED":        {kept: "updated"},
	"LINK":                {kept: "link"},
	"MAINTABLE":           {kept: "maintable"},
	"MAP":                 {kept: "map"},
	"META-ID":             {kept: "meta-id"},
	"NEXT-UPDATE":         {kept: "next-update"},
	"NOTE":                {},
	"NOTEX":               {},
	"OFFICIAL-STATISTICS": {kept: "official-statistics"},
	"PARTITIONED":         {},
	"PRECISION":           {},
	"REFERENCE-ID":        {kept: "reference-id"},
	"REFPERIOD":           {kept: "refperiod"},
	"ROUNDING":            {kept: "rounding"},
	"SEASADJ":             {kept: "seasadj"},
	"SHOWDECIMALS":        {},
	"SOURCE":              {kept: "source"},
	"STOCKFA":             {kept: "stockfa"},
	"SURVEY":              {kept: "survey"},
	"SYNONYMS":            {kept: "synonyms"},
	"TABLEID":             {kept: "table"},
	"TIMEVAL":             {},
	"UPDATE-FREQUENCY":    {kept: "update-frequency"},
	"VALUENOTE":           {},
	"VALUENOTEX":          {},
	"VALUESET-ID":         {kept: "valueset-id"},
	"VALUESET-NAME":       {kept: "valueset-name"},
	"VARIABLE-TYPE":       {},

	// How programs show tables.
	"AUTOPEN":                        {},
	"CNMM-ALTERNATIVE-CONTENTS-TEXT": {},
	"DEFAULT-GRAPH":                  {},
	"DIRECTORY-PATH":                 {},
	"DOUBLECOLUMN":                   {},
	"EXTENDEDPROPERTIES":             {},
	"GROUPING-PRESENTATION":          {},
	"HIERARCHYLEVELSOPEN":            {},
	"PRESTEXT":                       {},
	"PX-SERVER":                      {},
	"VALUE-TEXT-OPTION":              {},
}

// perVariable and perContent are the keywords that are kept for a variable, or a value of it, and for a value of the contents.
var (
	perVariable = []string{"DOMAIN", "MAP", "HIERARCHYLEVELS", "HIERARCHYNAMES", "META-ID", "DATANOTE", "VALUESET-ID", "VALUESET-NAME", "GROUPING-ID", "GROUPING-NAME"}
	perContent  = []string{"LAST-UPDATED", "STOCKFA", "CFPRICES", "DAYADJ", "SEASADJ", "BASEPERIOD", "REFPERIOD", "CONTACT", "REFERENCE-ID"}
	perTable    = []string{"SOURCE", "LAST-UPDATED", "CONTENTS", "DESCRIPTION", "SUBJECT-AREA", "SUBJECT-CODE", "MATRIX", "MAINTABLE", "AXIS-VERSION", "CREATION-DATE",
		"FIRST-PUBLISHED", "NEXT-UPDATE", "UPDATE-FREQUENCY", "STOCKFA", "CFPRICES", "DAYADJ", "SEASADJ", "BASEPERIOD", "REFPERIOD", "CONTACT", "REFERENCE-ID", "SURVEY", "LINK",
		"INFO", "INFOFILE", "DATABASE", "COPYRIGHT", "CONFIDENTIAL", "OFFICIAL-STATISTICS", "ROUNDING", "SYNONYMS", "META-ID", "DATANOTE", "DATANOTESUM",
		"DATASYMBOL1", "DATASYMBOL2", "DATASYMBOL3", "DATASYMBOL4", "DATASYMBOL5", "DATASYMBOL6", "DATASYMBOLSUM", "DATASYMBOLNIL"}
)
