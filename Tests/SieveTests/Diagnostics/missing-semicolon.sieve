require "fileinto"
if true {
    keep
    stop
}
fileinto "x"
keep;;
