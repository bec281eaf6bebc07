import os, json
from pathlib import Path
from tests.support.engine import requires_engine
ROOT=Path("/work/main")
@requires_engine
def test_levels(engine, tmp_path):
    pack=tmp_path/"pack"; pack.mkdir()
    (pack/"PulumiPolicy.yaml").write_text("runtime:\n  name: python\n  options:\n    virtualenv: /work/main/.venv\nversion: 0.1.0\ndescription: x\n")
    log=tmp_path/"log"
    (pack/"__main__.py").write_text(f'''
from pathlib import Path
import policy_pack.servicer as s
from policy_pack.catalog import RULES
class S(s.Servicer):
    pass
def spy(name):
    orig=getattr(s.Servicer,name)
    def f(self,request,context):
        extra=""
        if name=="Configure": extra={{k:v.enforcementLevel for k,v in request.policyConfig.items() if k in ("log-group-retention","s3-object-lock-audit","stateful-protected","vpc-multi-az","kms-rotation")}}
        if name=="ConfigureStack": extra=dict(request.config)
        open({str(log)!r},"a").write(f"{{name}} {{extra}} profile={{self._dispatcher.vocabulary.profile}}\\n")
        return orig(self,request,context)
    setattr(S,name,f)
for n in ("Configure","ConfigureStack","GetAnalyzerInfo","AnalyzeStack","GetPluginInfo"): spy(n)
s.Servicer=S
s.serve(RULES, Path(__file__).resolve().parent)
''')
    stack=engine(ROOT, policy_pack=pack, config={})
    try: stack.preview()
    except AssertionError as e: print(str(e)[-1500:])
    print(log.read_text())
    print({e["policyName"]:e["enforcementLevel"] for e in stack.verdicts()})
