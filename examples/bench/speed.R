# Times R's forecast package on the first core rows of a set: milliseconds a series for
# fit and forecast with the 95 % interval, lines of name and figure separated by a tab.
#
#   Rscript speed.R FILE SET ROWS
suppressPackageStartupMessages(library(forecast))
args <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(args[1], colClasses = c(id = "character", train = "character", test = "character", start = "character"))
rows <- rows[rows$set == args[2] & rows$core == 1, ]
rows <- head(rows, as.integer(args[3]))
series <- lapply(seq_len(nrow(rows)), function(i) {
  x <- scan(text = rows$train[i], quiet = TRUE)
  m <- rows$m[i]
  ts(x, frequency = if (length(x) >= 2 * m) m else 1)
})
methods <- list(
  ets = function(x, h) forecast(ets(x), h = h, level = 95),
  theta = function(x, h) thetaf(x, h = h, level = 95),
  arima = function(x, h) forecast(auto.arima(x), h = h, level = 95)
)
for (name in names(methods)) {
  method <- methods[[name]]
  invisible(try(method(series[[1]], rows$h[1]), silent = TRUE)) # loads what is loaded late
  start <- proc.time()[["elapsed"]]
  for (i in seq_along(series)) invisible(try(method(series[[i]], rows$h[i]), silent = TRUE))
  cat(name, "\t", 1000 * (proc.time()[["elapsed"]] - start) / length(series), "\n", sep = "")
}
