# Prints spdep.csv: spatial autocorrelation by spdep, on twelve parishes and their neighbours.
#
#     Rscript spdep.R > spdep.csv
suppressMessages(library(spdep))
rows <- read.csv("data/parishes.csv")
links <- read.csv("data/parishes-neighbours.csv")
n <- nrow(rows)
beside <- lapply(seq_len(n), function(i) {
  name <- rows$parish[i]
  sort(unique(match(c(links$to[links$from == name], links$from[links$to == name]), rows$parish)))
})
class(beside) <- "nb"
attr(beside, "region.id") <- rows$parish
row <- nb2listw(beside, style = "W")
binary <- nb2listw(beside, style = "B")
variance <- nb2listw(beside, style = "S")
own <- nb2listw(include.self(beside), style = "B")
x <- rows$illness
values <- "--data golden/data/parishes.csv --unit parish --neighbours golden/data/parishes-neighbours.csv --value illness"
program <- paste("spdep", packageVersion("spdep"))
show <- function(index, arguments, parts, what, values, tolerance = "1e-12") {
  cat(sprintf("%s,\"%s\",%s,%s %s,%.17g,%s\n", index, arguments, parts, program, what, values, tolerance), sep = "")
}
each <- function(part) sprintf("unit=%s;part=%s", rows$parish, part)

cat("index,arguments,part,program,value,tolerance\n")
for (s in list(list(row, "row"), list(binary, "binary"), list(variance, "variance"))) {
  t <- moran.test(x, s[[1]], alternative = "greater")
  u <- moran.test(x, s[[1]], randomisation = FALSE, alternative = "two.sided")
  show("moran", sprintf("%s --param style=%s --param alternative=greater", values, s[[2]]),
    c("part=value", "part=expected", "part=variance under randomisation", "part=p under randomisation"), "moran.test",
    c(t$estimate, t$p.value))
  show("moran", sprintf("%s --param style=%s", values, s[[2]]), c("part=variance under normality", "part=p under normality"), "moran.test",
    c(u$estimate[3], u$p.value))
}
t <- geary.test(x, row)
show("geary", paste(values, "--param alternative=less"), c("part=value", "part=expected", "part=variance under randomisation", "part=p under randomisation"),
  "geary.test", c(t$estimate, t$p.value))
t <- globalG.test(x, binary)
show("getis-ord-g", paste(values, "--param alternative=greater"),
  c("part=value", "part=expected", "part=variance under randomisation", "part=p under randomisation"), "globalG.test", c(t$estimate, t$p.value))
t <- joincount.test(factor(x > mean(x)), binary)
show("join-counts", values, c("part=WW", "part=WW expected", "part=WW variance under randomisation"), "joincount.test", t[[1]]$estimate)
show("join-counts", values, c("part=BB", "part=BB expected", "part=BB variance under randomisation"), "joincount.test", t[[2]]$estimate)
t <- joincount.multi(factor(x > mean(x)), binary)
show("join-counts", values, c("part=BW", "part=BW expected", "part=BW variance under randomisation"), "joincount.multi", t["TRUE:FALSE", 1:3])
t <- localmoran(x, row, conditional = TRUE, alternative = "two.sided")
for (k in 1:5) {
  part <- c("value", "expected", "variance", "z", "p")[k]
  show("local-moran", paste(values, "--param inference=normal"), each(part), "localmoran", t[, k])
}
show("local-moran", paste(values, "--param inference=normal"), each("adjusted p"), "localmoran with p.adjust fdr", p.adjust(t[, 5], "fdr"))
show("local-geary", values, each("value"), "localC times n/(n - 1)", as.numeric(localC(x, row)) * n / (n - 1))
show("local-getis-ord-g", values, each("z"), "localG", as.numeric(localG(x, binary)))
show("local-getis-ord-g-star", values, each("z"), "localG", as.numeric(localG(x, own)))
events <- "--data golden/data/parishes.csv --unit parish --group smoking --total people --param multiplier=1"
unit <- sprintf("unit=%s", rows$parish)
show("empirical-bayes-rates", events, unit, "EBest", EBest(rows$smoking, rows$people)$estmm)
show("spatial-empirical-bayes-rates", paste(events, "--neighbours golden/data/parishes-neighbours.csv"), unit, "EBlocal with geoda = TRUE", EBlocal(rows$smoking, rows$people, beside, geoda = TRUE)$est)
