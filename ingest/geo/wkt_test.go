package geo

import (
	"strings"
	"testing"
)

const (
	esriTM = `PROJCS["SWEREF99_TM",GEOGCS["GCS_SWEREF99",DATUM["D_SWEREF99",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],` +
		`PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
	isoTM = `PROJCRS["SWEREF99 TM", BASEGEOGCRS["SWEREF99", DATUM["SWEREF99", ELLIPSOID["GRS 1980",6378137,298.257222101, LENGTHUNIT["metre",1]]], PRIMEM["Greenwich",0, ANGLEUNIT["degree",0.0174532925199433]], ID["EPSG",4619]],
 CONVERSION["SWEREF99 TM", METHOD["Transverse Mercator", ID["EPSG",9807]], PARAMETER["Latitude of natural origin",0, ANGLEUNIT["degree",0.0174532925199433], ID["EPSG",8801]], PARAMETER["Longitude of natural origin",15, ANGLEUNIT["degree",0.0174532925199433], ID["EPSG",8802]],
 PARAMETER["Scale factor at natural origin",0.9996, SCALEUNIT["unity",1], ID["EPSG",8805]], PARAMETER["False easting",500000, LENGTHUNIT["metre",1], ID["EPSG",8806]], PARAMETER["False northing",0, LENGTHUNIT["metre",1], ID["EPSG",8807]]],
 CS[Cartesian,2], AXIS["northing (N)",north, ORDER[1], LENGTHUNIT["metre",1]], AXIS["easting (E)",east, ORDER[2], LENGTHUNIT["metre",1]], USAGE[SCOPE["Topographic mapping."], AREA["Sweden."], BBOX[54.96,10.03,69.07,24.17]], ID["EPSG",3006]]`
)

// replaced returns a text with a part of it changed.
func replaced(t *testing.T, text, from, to string) string {
	t.Helper()
	if !strings.Contains(text, from) {
		t.Fatalf("%q is not in the text", from)
	}
	return strings.ReplaceAll(text, from, to)
}

func TestSystemsOfWellKnownTexts(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want CRS
	}{
		"ESRI":                       {esriTM, SWEREF99TM},
		"ISO":                        {isoTM, SWEREF99TM},
		"ISO without code":           {replaced(t, isoTM, `, ID["EPSG",3006]]`, "]"), SWEREF99TM},
		"round brackets":             {strings.NewReplacer("[", "(", "]", ")").Replace(esriTM), SWEREF99TM},
		"byte order mark":            {"\ufeff" + esriTM + "\r\n", SWEREF99TM},
		"found by its parameters":    {replaced(t, esriTM, "SWEREF99_TM", "Kommunens plan"), SWEREF99TM},
		"local zone by parameters":   {strings.NewReplacer(`"SWEREF99_TM"`, `"Boras ""lokala"""`, "500000.0", "150000.0", "0.9996", "1.0", "15.0", "13.5").Replace(esriTM), 3008},
		"ESRI WGS 84":                {`GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`, WGS84},
		"degrees by datum":           {`GEOGCS["our own",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`, ETRS89},
		"compound":                   {`COMPD_CS["SWEREF99 TM + RH2000 height",` + SWEREF99TM.WKT() + `,VERT_CS["RH2000 height",VERT_DATUM["Rikets hojdsystem 2000",2005]],AUTHORITY["EPSG","5845"]]`, SWEREF99TM},
		"compound of ISO":            {`COMPOUNDCRS["both",` + isoTM + `,VERTCRS["RH2000 height",VDATUM["Rikets hojdsystem 2000"]]]`, SWEREF99TM},
		"bound":                      {`BOUNDCRS[SOURCECRS[` + isoTM + `],TARGETCRS[` + WGS84.WKT() + `]]`, SWEREF99TM},
		"ESRI UTM":                   {`PROJCS["WGS_1984_UTM_Zone_33N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["Central_Meridian",15.0],UNIT["Meter",1.0]]`, 32633},
		"ISO degrees of an ensemble": {`GEOGCRS["any",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["World Geodetic System 1984 (Transit)"]],CS[ellipsoidal,2],ANGLEUNIT["degree",0.0174532925199433]]`, WGS84},
	} {
		got, err := ParseWKT(c.text)
		if err != nil || got != c.want {
			t.Errorf("%s: got %v (%v), want %v", name, got, err, c.want)
		}
	}
}

func TestWellKnownTextsThatAreRefused(t *testing.T) {
	const correct, name, convert = "; correct it, or name the system by its code", "; name the system by its code, as in EPSG:3006", "; convert the file to EPSG:3006, or to EPSG:4326"
	for text, want := range map[string]string{
		replaced(t, esriTM, "15.0", "17.0"): "the system is called EPSG:3006 (SWEREF99 TM), but its central meridian is 17 where that of SWEREF99 TM is 15" + correct,
		replaced(t, isoTM, "Longitude of natural origin\",15", "Longitude of natural origin\",12"):             "the system is called EPSG:3006 (SWEREF99 TM), but its central meridian is 12 where that of SWEREF99 TM is 15" + correct,
		replaced(t, esriTM, `UNIT["Meter",1.0]`, `UNIT["Foot_US",0.3048006096012192]`):                         `the system "SWEREF99_TM" counts in Foot_US, not in metres; convert the file to EPSG:3006`,
		replaced(t, isoTM, "3006", "3857"):                                                                     "EPSG:3857 (WGS 84 / Pseudo-Mercator) is not read: its metres are twice too long in Sweden" + convert,
		replaced(t, isoTM, "3006", "4326"):                                                                     `the system "SWEREF99 TM" is a plane, but its code is EPSG:4326 (WGS 84)` + correct,
		`GEOGCS["a",AUTHORITY["EPSG","3006"]]`:                                                                 `the system "a" is in degrees, but its code is EPSG:3006 (SWEREF99 TM)` + correct,
		`GEOGCS["a",DATUM["D_NTF"]]`:                                                                           `the system "a" is not read; known are ` + KnownSystems + convert,
		`GEOGCS["WGS 84",PRIMEM["Paris",2.33722917]]`:                                                          `the system "WGS 84" counts longitude from Paris, not from Greenwich; convert the file to EPSG:4326`,
		`GEOGCS["WGS 84",UNIT["grad",0.01570796326794897]]`:                                                    `the system "WGS 84" has angles in grad, not in degrees; convert the file to EPSG:4326`,
		replaced(t, replaced(t, esriTM, "SWEREF99_TM", "x"), "Transverse_Mercator", "Lambert_Conformal_Conic"): `the system "x" is not read; known are ` + KnownSystems + convert,
		replaced(t, replaced(t, esriTM, "SWEREF99_TM", "x"), "SWEREF99", "RT90"):                               `the system "x" is not read; known are ` + KnownSystems + convert,
		`PROJCS["x",PROJECTION["Transverse_Mercator"]]`:                                                        `the system "x" is not read; known are ` + KnownSystems + convert,
		`LOCAL_CS["the yard"]`:                                                                                 "LOCAL_CS describes no system of areas on a map" + name,
		`COMPD_CS["a"]`:                                                                                        "COMPD_CS describes no system of areas on a map" + name,
		"":                                                                                                     "the description of the coordinate system ends too early" + name,
		`PROJCS["SWEREF99_TM"`:                                                                                 "the description of the coordinate system ends too early" + name,
		`PROJCS["SWEREF99_TM`:                                                                                  "the description of the coordinate system ends too early" + name,
		`PROJCS["SWEREF99_TM"] and more to come`:                                                               `the description of the coordinate system cannot be read from character 23 on: "and more to come"` + name,
		`PROJCS["a";"b"]`:                                                                                      `the description of the coordinate system cannot be read from character 11 on: ";\"b\"]"` + name,
		`PROJCS["a",1e999]`:                                                                                    `the description of the coordinate system cannot be read from character 12 on: "1e999]"` + name,
		`PROJCS["a",]`:                                                                                         `the description of the coordinate system cannot be read from character 12 on: "]"` + name,
		"<html>":                                                                                               `the description of the coordinate system cannot be read from character 1 on: "<html>"` + name,
		strings.Repeat("A[", 30):                                                                               `the description of the coordinate system cannot be read from character 50 on: "[A[A[A[A[A["` + name,
		strings.Repeat(" ", 1<<16+1):                                                                           "the description of the coordinate system has 65537 bytes; at most 65536 are read" + name,
	} {
		if got, err := ParseWKT(text); err == nil || err.Error() != want {
			t.Errorf("%.60s: got %v (%v),\nwant %s", text, got, err, want)
		}
	}
}

// Whatever the text, a system that is found is known, and is found again in what is written of it.
func FuzzSystem(f *testing.F) {
	f.Add(esriTM)
	f.Add(isoTM)
	f.Add(WGS84.WKT())
	f.Add("urn:ogc:def:crs:EPSG::3006")
	f.Add(`COMPD_CS("a",GEOGCS("b",AUTHORITY("EPSG",4326)))`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, parse := range []func(string) (CRS, error){ParseWKT, ParseCRS} {
			c, err := parse(text)
			if (err == nil) != c.Known() {
				t.Fatalf("%q gives %v and %v", text, c, err)
			}
			if err != nil {
				continue
			}
			if again, err := ParseWKT(c.WKT()); again != c || err != nil {
				t.Errorf("%v is written as %s, which is %v (%v)", c, c.WKT(), again, err)
			}
			if again, err := ParseCRS(c.String()); err == nil && again != c {
				t.Errorf("%v is read as %v", c, again)
			}
		}
	})
}
