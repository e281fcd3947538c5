require "fileinto";
if 10X { keep; }
if size :over 99999999999999999999 { keep; }
keep @ !;
$ keep;
		keap;
fileinto "ü"; kep;
