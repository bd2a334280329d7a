// SPDX-License-Identifier: EUPL-1.2

import Crypto

/// The one style sheet. Names of colours follow the manner of NL Design System, so that a theme is one
/// block of them; contrast of each pair: docs/decisions/0044.
enum StyleSheet {
    /// With its own hash in the name: a browser may keep it for ever.
    static let path = "/style-\(hash(of: text)).css"

    /// What names a file that never changes under its name.
    static func hash(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static let text = """
        :root{color-scheme:light dark;
        --spoor-color-bg:#fbfaf7;--spoor-color-surface:#fff;--spoor-color-hover:#f1efe9;
        --spoor-color-text:#1b2326;--spoor-color-subtle:#525c61;
        --spoor-color-border:#dcd9d0;--spoor-color-edge:#747a7b;
        --spoor-color-accent:#0b5a63;--spoor-color-accent-bg:#e1eeee;--spoor-color-inverse:#fff;
        --spoor-clock-bg:#0c3940;--spoor-clock-color:#fff;--spoor-clock-subtle:#b9d6d8;
        --spoor-color-negative:#9d1420;--spoor-color-negative-bg:#fbeceb;
        --spoor-color-warning:#754600;--spoor-color-warning-bg:#fbf1dc;
        --spoor-color-positive:#1b5e37;--spoor-color-positive-bg:#e7f2ea;
        --spoor-color-focus:#ffcf33;
        --line:1px solid var(--spoor-color-border);--small:.875rem;--large:1.125rem;--round:3px}
        @media screen and (prefers-color-scheme:dark){:root{
        --spoor-color-bg:#101618;--spoor-color-surface:#182023;--spoor-color-hover:#1f292c;
        --spoor-color-text:#e6ebec;--spoor-color-subtle:#a7b3b7;
        --spoor-color-border:#323e42;--spoor-color-edge:#85949a;
        --spoor-color-accent:#7fcfd6;--spoor-color-accent-bg:#16343a;--spoor-color-inverse:#08272b;
        --spoor-clock-bg:#0d343a;
        --spoor-color-negative:#ff9f9f;--spoor-color-negative-bg:#391b1e;
        --spoor-color-warning:#f0c173;--spoor-color-warning-bg:#342813;
        --spoor-color-positive:#8bd6a8;--spoor-color-positive-bg:#15301f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--spoor-color-bg);color:var(--spoor-color-text);
        font:1rem/1.5 "Noto Sans",system-ui,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums;
        overflow-wrap:break-word;accent-color:var(--spoor-color-accent)}
        h1,h2,h3,p,ul,ol,dl,dd,figure,blockquote{margin:0;padding:0}
        h1{font-size:1.875rem;line-height:1.2;letter-spacing:-.015em;text-wrap:balance}
        h2{font-size:1.375rem;line-height:1.3;letter-spacing:-.01em;margin-top:2.5rem}
        h3{font-size:1rem;margin-top:1.5rem}
        p,li,dd,figcaption{max-width:44rem;text-wrap:pretty}
        main p,main ul,main ol,main dl,figure,details,table{margin-top:.5rem}
        main ul,main ol{padding-left:1.25rem}
        a{color:var(--spoor-color-accent);text-underline-offset:.18em;text-decoration-thickness:1px}
        :focus-visible{outline:3px solid var(--spoor-color-text);outline-offset:1px;
        box-shadow:0 0 0 7px var(--spoor-color-focus);border-radius:var(--round)}
        .skip{position:absolute;left:-99rem;padding:.5rem}.skip:focus{position:static;display:block}
        .vh{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}
        .top,.clock,.foot,.rail,.hint,caption,.crumb,.tag,thead th,.key,.tl time{font-size:var(--small)}
        .who,.foot,.rail small,.hint,caption,.crumb,dt,thead th,.tl time{color:var(--spoor-color-subtle)}
        .top,.top ul,.clock,.rail ul,.key,.acts{display:flex;flex-wrap:wrap}
        .top ul,.rail ul,.key,.tasks,.tl,.plain{list-style:none}
        main .plain,main .key,main .tasks,main .tl{padding:0}
        .top,.clock,.shell,.foot{padding-inline:max(1rem,50vw - 41rem)}
        .top{align-items:center;gap:0 1.5rem;background:var(--spoor-color-surface)}
        .top ul{gap:0 1.1rem;align-items:center}
        .top li a,.mark,.rail a{color:var(--spoor-color-text);text-decoration:none}
        .top li a,.top li button{display:block;padding:.85rem 0 .7rem;border-bottom:3px solid transparent}
        .top li a:hover{border-color:var(--spoor-color-edge)}
        .top a[aria-current]{border-color:var(--spoor-color-accent);font-weight:700}
        .top button{min-height:0;border:0;border-radius:0;background:none;
        color:var(--spoor-color-text);font-weight:400}
        .top button:hover{box-shadow:none;text-decoration:underline}.top form{display:contents}
        .mark{display:inline-flex;align-items:center;gap:.55rem;padding:.6rem 0;font-size:1.2rem;
        font-weight:700;letter-spacing:-.03em}
        .mark svg{width:34px;height:10px}.me{margin-left:auto}
        .m{fill:none;stroke:var(--spoor-color-accent);stroke-width:2;stroke-dasharray:2 2;stroke-dashoffset:1}
        .clock{gap:0 1.6rem;align-items:baseline;padding-block:.6rem;
        background:var(--spoor-clock-bg);color:var(--spoor-clock-color)}
        .clock a{color:inherit;font-weight:700}.clock strong{font-size:var(--large);letter-spacing:-.01em}
        .clock span{color:var(--spoor-clock-subtle)}.clock .more{margin-left:auto}
        .shell{padding-block:1.5rem 4rem}.foot{padding-block:1rem;border-top:var(--line)}
        .practice{padding:.4rem max(1rem,50vw - 41rem);font-size:var(--small);
        background:var(--spoor-color-warning-bg);color:var(--spoor-color-warning)}.practice p{max-width:none}
        .rail{margin-bottom:1rem}.rail ul{gap:0 1rem}
        .rail a{display:block;padding:.3rem 0}.rail a:hover{text-decoration:underline}
        .rail a[aria-current]{font-weight:700;box-shadow:inset 0 -3px var(--spoor-color-accent)}
        .rail small{font-size:inherit;font-weight:400}
        .narrow main{max-width:26rem;margin:auto}
        .narrow main>svg{width:102px;height:30px;margin-bottom:1rem}
        @media(max-width:44rem){.top nav{order:1}.top li a,.top li button{padding:.45rem 0 .3rem}
        .who,.rail small{display:none}}
        @media(min-width:64rem){
        .shell.two{display:grid;grid-template-columns:10.5rem minmax(0,1fr);gap:3rem}
        .rail ul{display:block;position:sticky;top:1rem}.rail li{border-left:var(--line)}
        .rail a{padding-left:.8rem}.rail small{display:block}
        .rail a[aria-current]{box-shadow:inset 3px 0 var(--spoor-color-accent)}
        .side{display:grid;grid-template-columns:minmax(0,1fr) 19rem;gap:0 3rem;align-items:start}
        .side>aside:first-child{grid-area:1/2;position:sticky;top:1rem}.side>aside+div{grid-area:1/1}}
        aside h2{font-size:var(--large)}.acts>div{min-width:0}
        .duo{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:0 3rem}
        .duo>*,.side>*{min-width:0}
        .lede{font-size:var(--large)}.crumb{margin:0 0 .3rem}main .crumb{margin-top:0}
        .state{font-size:clamp(1.25rem,1rem + 1.2vw,1.75rem);line-height:1.35;letter-spacing:-.012em;
        max-width:40rem}main .state{margin-top:1rem}
        .tag{display:inline-block;padding:0 .45rem;border:1px solid;border-radius:var(--round);
        font-weight:700;white-space:nowrap;background:var(--bg,var(--spoor-color-surface))}
        .bad{color:var(--spoor-color-negative);--bg:var(--spoor-color-negative-bg)}
        .wait{color:var(--spoor-color-warning);--bg:var(--spoor-color-warning-bg)}
        .ok{color:var(--spoor-color-positive);--bg:var(--spoor-color-positive-bg)}
        .note{margin-top:1rem;padding:.8rem 1rem;border-left:4px solid;
        background:var(--bg,var(--spoor-color-accent-bg))}
        .note>*{color:var(--spoor-color-text)}.note a{color:inherit}
        .note>:first-child,.card>:first-child{margin-top:0}
        .card{margin-top:1rem;padding:1.1rem 1.25rem 1.25rem;background:var(--spoor-color-surface);
        border:var(--line);border-radius:var(--round)}.card h2{font-size:var(--large)}
        .say{border:0;border-left:6px solid var(--spoor-color-accent);
        box-shadow:0 0 0 1px var(--spoor-color-border)}
        .say h2{font-size:1rem;color:var(--spoor-color-accent);letter-spacing:0}
        .say blockquote{margin-top:.5rem;font-size:1.3rem;line-height:1.55;max-width:38rem}
        .say blockquote p+p{margin-top:.7em}
        .facts>div{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:0 1rem;
        padding:.45rem 0;border-bottom:var(--line);max-width:52rem}
        @media(max-width:34rem){.facts>div{display:block}}
        table{border-collapse:collapse;width:100%;line-height:1.4}
        caption{text-align:left;padding-bottom:.3rem}
        th,td{text-align:left;vertical-align:top;padding:.55rem 1.25rem .55rem 0;border-bottom:var(--line)}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-weight:400;vertical-align:bottom;border-color:var(--spoor-color-edge)}
        tbody th{font-weight:400}
        tfoot th,tfoot td{border:0;border-top:1px solid var(--spoor-color-edge);font-weight:700}
        .n{text-align:right;white-space:nowrap}td.b{width:34%;min-width:6rem}
        @media(max-width:44rem){.stack thead{position:absolute;clip-path:inset(50%)}
        .stack,.stack tbody,.stack tfoot,.stack tr,.stack caption{display:block}
        .stack tr{padding:.6rem 0;border-bottom:var(--line)}
        .stack th,.stack td{display:block;width:auto;padding:.1rem 0;border:0;text-align:left;white-space:normal}
        .stack th{font-weight:700}.stack td:empty{display:none}
        .stack td[data-l]:not(.b)::before{content:attr(data-l) ": ";color:var(--spoor-color-subtle)}}
        .bar{display:block;width:100%;height:14px;overflow:visible;margin-top:.2rem}
        .bar.xl{height:30px;margin-top:1rem}
        .s{fill:var(--spoor-color-accent)}.p{fill:var(--spoor-color-edge)}
        .o{fill:var(--spoor-color-accent-bg);stroke:var(--spoor-color-accent);stroke-width:2}
        .d{fill:none;stroke:var(--spoor-color-accent);stroke-width:1.5;stroke-dasharray:5 4}
        .key{gap:.2rem 1.5rem}.key svg{width:26px;height:12px;overflow:visible;margin-right:.5rem}
        .plot{display:block;width:100%;overflow:visible}
        .plot text{font-size:13px;fill:var(--spoor-color-text)}.plot .q{fill:var(--spoor-color-subtle)}
        .ax{stroke:var(--spoor-color-edge)}
        .lim{stroke:var(--spoor-color-negative);stroke-width:2;stroke-dasharray:7 4;fill:none}
        .ln{stroke:var(--spoor-color-accent);stroke-width:2.5;fill:none}
        .band{fill:var(--spoor-color-accent-bg);stroke:var(--spoor-color-edge)}
        .x{stroke:var(--spoor-color-text);stroke-width:2.5}
        .plot .ln,.plot .lim,.band{vector-effect:non-scaling-stroke}
        figcaption{margin-bottom:.5rem;font-weight:700}
        summary{cursor:pointer;color:var(--spoor-color-accent);padding:.3rem 0}
        progress{width:100%;height:14px}
        .tasks{border-top:1px solid var(--spoor-color-edge)}
        .tasks>li{position:relative;max-width:none;display:grid;gap:0 1.5rem;padding:.75rem 0;
        border-bottom:var(--line)}
        .tasks>li:hover{background:var(--spoor-color-hover)}
        .tasks a.row{font-weight:700}.tasks a.row::after{content:"";position:absolute;inset:0}
        main .tasks p{margin:0}
        @media(min-width:44rem){.tasks>li{grid-template-columns:9.5rem minmax(0,1fr) auto}
        .tasks p:first-child>.hint{display:block}}
        .tl li{position:relative;padding:0 0 .9rem 1.6rem;margin-left:.4rem;
        border-left:2px solid var(--spoor-color-border)}
        .tl li::before{content:"";position:absolute;left:-7px;top:.35rem;width:8px;height:8px;
        border:2px solid var(--spoor-color-accent);border-radius:50%;background:var(--spoor-color-accent)}
        .tl .plan::before{background:var(--spoor-color-bg);border-style:dashed}
        .tl .due::before{border-radius:0;rotate:45deg;border-color:var(--spoor-color-text);
        background:var(--spoor-color-text)}.tl time{display:block}
        label,legend{font-weight:700;padding:0}
        fieldset{border:0;padding:0;margin:1rem 0 0;min-width:0}.field{margin-top:1rem}
        input,select,textarea,button,.btn{font:inherit;min-height:2.75rem;max-width:100%;
        border-radius:var(--round)}
        input,select,textarea{display:block;width:26rem;margin-top:.25rem;padding:.5rem .7rem;color:inherit;
        background:var(--spoor-color-surface);border:1px solid var(--spoor-color-edge)}
        [aria-invalid]{border:3px solid var(--spoor-color-negative)}
        .problem{display:block;color:var(--spoor-color-negative)}
        .code{font-size:1.2rem;letter-spacing:.05em}
        button,.btn{display:inline-block;padding:.55rem 1.1rem;border:1px solid var(--spoor-color-accent);
        background:var(--spoor-color-accent);color:var(--spoor-color-inverse);font-weight:700;
        text-decoration:none;cursor:pointer}
        .alt{background:var(--spoor-color-surface);color:var(--spoor-color-accent)}
        button:hover,.btn:hover{box-shadow:inset 0 0 0 2px var(--spoor-color-inverse)}
        .alt:hover{box-shadow:inset 0 0 0 1px var(--spoor-color-accent)}
        .acts{gap:.6rem 1rem;align-items:center}main .acts{margin-top:1rem}
        .field .hint{display:block}
        .pick{display:flex;gap:.6rem;align-items:center;min-height:2.75rem;font-weight:400}
        .pick input{width:1.35rem;min-height:1.35rem;margin:0;flex:none}
        .copy{user-select:all}
        @media(forced-colors:active){.s,.p{fill:CanvasText}.o,.d,.m{fill:Canvas;stroke:CanvasText}
        .band{fill:Canvas}.ln,.lim,.x,.ax{stroke:CanvasText}.plot text{fill:CanvasText}
        .clock{border-block:2px solid}}
        @media print{body{background:#fff;font-size:10pt}
        .top nav,.me,.rail,.skip,.acts,.csv,button,summary,form{display:none}
        .clock{background:none;color:#000;border:1px solid}.clock span{color:#000}.shell.two{display:block}
        h2,figcaption{break-after:avoid}tr,figure,.card{break-inside:avoid}*{print-color-adjust:exact}}
        """
}
